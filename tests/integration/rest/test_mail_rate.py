"""Mails of web processes keep to the mail service's rate as well."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from app.core.settings import Settings
from tests.builders.fake_resend import FakeResend, fake_resend
from tests.builders.mailing import with_resend
from tests.builders.rest import Caller, data_of, registered
from tests.fixtures.waiting import until


@pytest.fixture
def service() -> Iterator[FakeResend]:
    with fake_resend() as service:
        yield service


@pytest.fixture
def settings(settings: Settings, service: FakeResend) -> Settings:
    """One mail in twenty seconds, which is longer than anybody is made to wait for a turn."""
    return with_resend(settings, service).model_copy(update={"resend_rate_per_s": 0.05})


async def test_a_mail_of_a_web_process_that_finds_no_turn_is_not_sent(
    http: httpx.AsyncClient, service: FakeResend, caplog: pytest.LogCaptureFixture
) -> None:
    await registered(http)
    await until(lambda: len(service.mails()) == 1)
    data_of(await Caller(http).post("/auth/forgot-password", {"email": "ada@example.org"}))
    await until(lambda: "An errand failed: mail_unavailable" in caplog.text)
    assert len(service.mails()) == 1
