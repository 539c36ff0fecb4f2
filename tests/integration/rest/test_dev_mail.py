"""Kept mail can be read while debugging, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import SecretStr

from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.web import running_web
from tests.builders.mail import mails_to
from tests.builders.rest import PASSWORD, Caller, data_of
from tests.fixtures.applications import http_client
from tests.fixtures.waiting import until

EVIL = '<script>alert(1)</script>" onload="x'


async def statuses(settings: Settings) -> dict[str, int]:
    async with running_web(settings) as services, http_client(services, settings.frontend_dist) as http:
        return {path: (await http.get(path)).status_code for path in ("/dev/mail", "/api/v1/dev/mail")}


async def test_mail_is_shown_with_everything_escaped(settings: Settings, database: Database) -> None:
    debugging = settings.model_copy(update={"debug": True})
    async with running_web(debugging) as services, http_client(services, settings.frontend_dist) as http:
        assert "None yet." in (await http.get("/dev/mail")).text
        body = {"organization": "O", "name": EVIL, "email": "eve@example.org", "password": PASSWORD}
        data_of(await Caller(http).post("/auth/register", body))

        async def has_come() -> bool:
            return bool(await mails_to(database, "eve@example.org"))

        await until(has_come)
        page = await http.get("/dev/mail")
        (mail,) = data_of(await http.get("/api/v1/dev/mail"))
    assert page.headers["content-type"].startswith("text/html")
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "<iframe sandbox " in page.text
    assert '<a href="http://localhost:8000/verify-email#token=' in page.text
    assert (mail["to"], EVIL in mail["text"]) == ("eve@example.org", True)


@pytest.mark.parametrize("changes", [{"debug": False}, {"debug": True, "resend_api_key": SecretStr("re_key")}], ids=str)
async def test_it_is_not_there_otherwise(settings: Settings, database: Database, changes: dict[str, Any]) -> None:
    found = await statuses(settings.model_copy(update=changes))
    assert found == {"/dev/mail": 404, "/api/v1/dev/mail": 404}
