"""Clients that misuse the connection itself, against a served process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
import uvicorn

from app.core.clock import utc_now
from app.core.readiness import Readiness
from app.http import bounded_protocol
from app.http.application import http_application, wrapped
from app.http.envelope import Problem
from app.infra.embedded.ports import free_port
from app.serve import Receive, Scope, Send
from realtime.server import DrainingServer, server_config
from tests.fixtures.waiting import until


async def nothing_to_drain() -> None:
    """There are no sockets here."""


@pytest.fixture
async def port(tmp_path: Path) -> AsyncIterator[int]:
    """Where an application without features listens."""
    app = wrapped(http_application([], services={"readiness": Readiness({})}), https=False)
    chosen = free_port()
    server: uvicorn.Server = DrainingServer(
        server_config(app, host="127.0.0.1", port=chosen, shutdown_timeout_s=1), nothing_to_drain, nothing_to_drain
    )
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    yield chosen
    server.should_exit = True
    await serving


async def whole_answer_to(port: int, *chunks: bytes) -> bytes:
    """All that comes back until the server ends the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        writer.close()


async def answer_to(port: int, *chunks: bytes) -> bytes:
    """The status line that comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.writelines(chunks)
        async with asyncio.timeout(10):
            return (await reader.readline()).strip()
    finally:
        writer.close()


def refusal_of(answer: bytes) -> tuple[str, str, bool]:
    """Status line, code and whether it is temporary; the response must be a whole one in the envelope."""
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    problem = msgspec.json.decode(body, type=Problem)
    assert (headers["connection"], headers["content-type"]) == ("close", "application/json")
    assert headers["content-length"] == str(len(body))
    assert problem.metadata.request_id == headers["x-request-id"]
    assert abs((utc_now() - problem.metadata.timestamp).total_seconds()) < 60
    return status, problem.errors[0].code, problem.data.temporary


GET = b"GET /health/live HTTP/1.1\r\nhost: x\r\n"


async def test_a_usual_request_is_answered(port: int) -> None:
    assert await answer_to(port, GET, b"\r\n") == b"HTTP/1.1 200 OK"


TOO_LARGE = ("HTTP/1.1 431 Request Header Fields Too Large", "head_too_large", False)


async def test_a_head_without_end_is_refused_in_the_envelope(port: int) -> None:
    one_header = (GET + b"x-long: ", *([b"x" * 8_192] * 32))
    assert refusal_of(await whole_answer_to(port, *one_header)) == TOO_LARGE
    many_headers = (GET, *([b"x-more: " + b"x" * 8_000 + b"\r\n"] * 8))
    assert refusal_of(await whole_answer_to(port, *many_headers)) == TOO_LARGE


async def test_a_large_body_is_no_large_head(port: int) -> None:
    request = b"POST /health/live HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n" + b"x" * 100_000
    assert await answer_to(port, request) == b"HTTP/1.1 405 Method Not Allowed"


async def test_a_head_that_trickles_ends_with_its_connection(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_protocol, "HEAD_DEADLINE_S", 0.2)
    slow = refusal_of(await whole_answer_to(port, GET))
    assert slow == ("HTTP/1.1 408 Request Timeout", "head_timeout", True)
    assert await whole_answer_to(port) == b""


async def test_what_is_not_http_is_refused(port: int) -> None:
    not_http = refusal_of(await whole_answer_to(port, b"\x16\x03\x01\x00\xff\r\n\r\n"))
    assert not_http == ("HTTP/1.1 400 Bad Request", "bad_request", False)


@pytest.mark.parametrize(
    ("trusted", "seen"),
    [("127.0.0.1", b"203.0.113.7"), ("127.0.0.0/8,10.0.0.0/8", b"203.0.113.7"), ("192.0.2.1", b"127.0.0.1")],
)
async def test_only_a_trusted_proxy_is_believed(trusted: str, seen: bytes) -> None:
    async def tell_address(scope: Scope, _receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body", "body": b""})
            addresses.append(scope["client"][0].encode())

    addresses: list[bytes] = []
    port = free_port()
    config = server_config(tell_address, host="127.0.0.1", port=port, shutdown_timeout_s=1, trusted_proxies=trusted)
    config.lifespan = "off"
    server = DrainingServer(config, nothing_to_drain, nothing_to_drain)
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    await answer_to(port, GET, b"x-forwarded-for: 198.51.100.1, 203.0.113.7:5678\r\n\r\n")
    server.should_exit = True
    await serving
    assert addresses == [seen]
