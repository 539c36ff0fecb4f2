"""Mail through Resend: each mail once, whatever its service does in between."""

from __future__ import annotations

import time

import pytest

from app.core.errors import MailUnavailable
from app.infra.embedded.ports import free_port
from app.infra.mailer import ATTEMPTS, Mail, ResendMailer
from tests.builders.fake_resend import FakeResend, Reply, fake_resend

MAIL = Mail("ada@example.org", "Hello", "Hello Ada", "<p>Hello Ada</p>", "hello:usr_1")
TOO_MANY: Reply = (429, {"statusCode": 429, "name": "rate_limit_exceeded", "message": "Too many requests"}, {})
BROKEN: Reply = (503, b"<html>gateway</html>", {"content-type": "text/html"})
SILENCE: Reply = (0, {}, {})
IN_WORK: Reply = (409, {"statusCode": 409, "name": "concurrent_idempotent_requests", "message": "wait"}, {})


def mailer(service: FakeResend) -> ResendMailer:
    return ResendMailer("re_key", "Pulse <mail@pulse.example>", api_url=service.url, timeout_s=1, first_pause_s=0.01)


async def test_a_mail_arrives_as_it_was_written() -> None:
    with fake_resend() as service:
        await mailer(service).send(MAIL)
        headers, body = service.requests[0]
    assert body == {
        "from": "Pulse <mail@pulse.example>",
        "to": ["ada@example.org"],
        "subject": "Hello",
        "text": "Hello Ada",
        "html": "<p>Hello Ada</p>",
    }
    assert (headers["authorization"], headers["idempotency-key"]) == ("Bearer re_key", "hello:usr_1")


@pytest.mark.parametrize("fault", [TOO_MANY, BROKEN, SILENCE, IN_WORK], ids=["429", "503", "timeout", "409"])
async def test_a_passing_fault_delays_a_mail_and_never_doubles_it(fault: Reply) -> None:
    with fake_resend(fault, fault) as service:
        await mailer(service).send(MAIL)
    assert len(service.requests) == 3
    assert list(service.delivered) == [MAIL.key]


async def test_a_lasting_fault_is_given_up_after_a_few_attempts() -> None:
    with fake_resend(*[BROKEN] * 10) as service, pytest.raises(MailUnavailable) as failure:
        await mailer(service).send(MAIL)
    assert (len(service.requests), service.delivered) == (ATTEMPTS, {})
    assert (failure.value.status, failure.value.temporary) == (503, True)


@pytest.mark.parametrize(
    ("status", "name"), [(401, "missing_api_key"), (403, "invalid_api_key"), (422, "validation_error")]
)
async def test_what_can_never_succeed_is_sent_once(status: int, name: str) -> None:
    refusal: Reply = (status, {"statusCode": status, "name": name, "message": "no"}, {})
    with fake_resend(refusal) as service, pytest.raises(MailUnavailable):
        await mailer(service).send(MAIL)
    assert len(service.requests) == 1


async def test_the_service_says_how_long_to_wait() -> None:
    with fake_resend((429, TOO_MANY[1], {"Retry-After": "1"})) as service:
        started = time.monotonic()
        await mailer(service).send(MAIL)
    assert 1.0 <= time.monotonic() - started < 4.0


async def test_a_service_that_is_away_is_an_expected_failure() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(MailUnavailable):
        await ResendMailer("re_key", "mail@pulse.example", api_url=address, first_pause_s=0.01).send(MAIL)
