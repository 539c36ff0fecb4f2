"""Requests to addresses that customers chose: through a real socket, to where the name was found to lead, or not."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core.clock import monotonic, utc_now
from app.infra import outgoing as module
from app.infra.outgoing import Outcome, Outgoing, outgoing
from tests.builders.webhook_receiver import Receiver

HOST = "hooks.example.org"
PUBLIC = "93.184.215.14"


class Names:
    """A resolver under the hand of an attacker: each question gets the next answer, the last one for ever."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append((host, port))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    with receiver.up():
        yield receiver


@pytest.fixture
async def guarded() -> AsyncIterator[Outgoing]:
    """As in production."""
    async with outgoing(monotonic, allow_private=False) as out:
        yield out


async def posted(url: str, names: Names, *, allow_private: bool, tls: ssl.SSLContext | None = None) -> Outcome:
    async with outgoing(monotonic, allow_private=allow_private, resolve=names, tls=tls) as out:
        return await out.post(url, {"webhook-id": "m1"}, b"{}")


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://example.org/hook?a=b", None),
        ("https://example.org:8443/", None),
        ("https://93.184.215.14/hook", None),
        ("https://[2606:4700::1111]/", None),
        ("http://example.org/", "https_required"),
        ("ftp://example.org/", "invalid_url"),
        ("https://", "invalid_url"),
        ("https://ada:secret@example.org/", "invalid_url"),
        ("https://example.org/#part", "invalid_url"),
        ("example.org/hook", "invalid_url"),
        ("https://exa mple.org/", "invalid_url"),
        ("https://example.org:99999/", "invalid_url"),
        ("https://example.org:0/", "invalid_url"),
        (f"https://example.org/{'x' * 2_000}", "invalid_url"),
        ("https://127.0.0.1/", "address_refused"),
        ("https://[::1]/", "address_refused"),
        ("https://[::ffff:10.0.0.1]/", "address_refused"),
        ("https://169.254.169.254/latest/meta-data", "address_refused"),
        ("https://localhost/", "address_refused"),
        ("https://localhost./", "address_refused"),
        ("https://mongo:27017/", "address_refused"),
        ("https://printer.local/", "address_refused"),
        ("https://metadata.google.internal/", "address_refused"),
    ],
)
async def test_an_address_is_judged_before_it_is_stored(guarded: Outgoing, url: str, fault: str | None) -> None:
    assert guarded.fault_of(url) == fault


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], ["10.0.0.1"], ["::1"], ["64:ff9b::7f00:1"], [PUBLIC, "127.0.0.1"], ["169.254.169.254", PUBLIC]],
)
async def test_a_name_that_leads_inside_is_refused(receiver: Receiver, addresses: list[str]) -> None:
    outcome = await posted(f"https://{HOST}:{receiver.port}/", Names(addresses), allow_private=False)
    assert (outcome.status, outcome.problem, receiver.requests) == (None, "address_refused", [])


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "0177.0.0.1"])
async def test_an_address_in_disguise_is_refused(guarded: Outgoing, receiver: Receiver, host: str) -> None:
    outcome = await guarded.post(f"https://{host}:{receiver.port}/", {}, b"{}")
    assert (outcome.problem, receiver.requests) == ("address_refused", [])


async def test_a_name_that_changes_its_mind_is_asked_once_and_the_judged_address_is_taken(receiver: Receiver) -> None:
    elsewhere = Receiver()
    with elsewhere.up():
        names = Names(["127.0.0.1"], ["127.0.0.2"])
        outcome = await posted(f"http://{HOST}:{receiver.port}/", names, allow_private=True)
    assert (outcome.problem, names.asked) == (None, [(HOST, receiver.port)])
    assert receiver.requests[0].headers["host"] == f"{HOST}:{receiver.port}", "by address, in the name's name"


async def test_a_name_that_turned_inward_since_the_last_request_is_refused(receiver: Receiver) -> None:
    names = Names([PUBLIC], ["127.0.0.1"])
    async with outgoing(monotonic, allow_private=False, resolve=names) as out:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "DEADLINE_S", 0.2)
            first = await out.post(f"https://{HOST}:{receiver.port}/", {}, b"{}")
        second = await out.post(f"https://{HOST}:{receiver.port}/", {}, b"{}")
    assert first.problem in ("timed_out", "connection_failed"), "this machine reaches nothing out there"
    assert (second.problem, receiver.requests) == ("address_refused", [])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(receiver: Receiver, status: int) -> None:
    inside = Receiver()
    receiver.decide = lambda _: (status, {"location": inside.url})
    with inside.up():
        outcome = await posted(receiver.url, Names(["127.0.0.1"]), allow_private=True)
    assert (outcome.status, outcome.problem, inside.requests) == (status, "redirected", [])


async def test_a_receiver_that_does_not_answer_is_given_up_in_time(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DEADLINE_S", 0.3)
    receiver.release.clear()
    outcome = await posted(receiver.url, Names(["127.0.0.1"]), allow_private=True)
    assert (outcome.status, outcome.problem) == (None, "timed_out")
    assert 250 <= outcome.took_ms < 3_000


async def test_an_answer_without_end_is_not_read() -> None:
    sent = 0

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        try:
            while True:
                writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
                await writer.drain()
                sent += 0x10000
        except OSError:
            writer.close()

    server = await asyncio.start_server(endless, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        outcome = await posted(f"http://127.0.0.1:{port}/", Names(["127.0.0.1"]), allow_private=True)
    assert (outcome.status, outcome.problem) == (200, None)
    assert sent < 20_000_000, "no more than the buffers of the sockets hold"


async def test_a_name_without_address_and_a_closed_port_are_told_apart(guarded: Outgoing) -> None:
    assert (await guarded.post("https://nowhere.invalid/", {}, b"{}")).problem == "unknown_host"
    assert (await guarded.post(f"https://{'a' * 64}.example.org/", {}, b"{}")).problem == "unknown_host"
    closed = await posted(Receiver().url, Names(["127.0.0.1"]), allow_private=True)
    assert closed.problem == "connection_failed"
    assert (await posted(Receiver().url, Names([]), allow_private=True)).problem == "unknown_host"


async def test_another_address_is_tried_where_the_first_is_closed(receiver: Receiver) -> None:
    outcome = await posted(receiver.url, Names(["127.0.0.9", "127.0.0.1"]), allow_private=True)
    assert outcome.problem is None


def certificate(name: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For a server of this name, and for a client that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(utc_now() - timedelta(days=1))
        .not_valid_after(utc_now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cafile=str(path))


async def test_the_certificate_must_be_of_the_name_although_the_address_is_called(tmp_path: Path) -> None:
    server, client = certificate(HOST, tmp_path)
    receiver, names = Receiver(), Names(["127.0.0.1"])
    with receiver.up(server):
        right = await posted(f"https://{HOST}:{receiver.port}/", names, allow_private=True, tls=client)
        wrong = await posted(f"https://other.example.org:{receiver.port}/", names, allow_private=True, tls=client)
        unknown = await posted(f"https://{HOST}:{receiver.port}/", names, allow_private=True)
    assert (right.problem, wrong.problem, unknown.problem) == (None, "certificate_invalid", "certificate_invalid")
    assert len(receiver.requests) == 1
