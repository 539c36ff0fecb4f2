"""Two changes that meet at their worst moment, and one that its process died over: what follows is whole."""

from __future__ import annotations

import httpx
import pytest

from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.colleagues import verified_owner
from tests.builders.overtaking import overtake
from tests.builders.rest import PASSWORD, Caller, code_of, data_of

NEW_PASSWORD = "another horse, another battery"


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    return await verified_owner(http, database)


async def test_a_login_with_the_password_that_is_just_replaced_is_none(
    http: httpx.AsyncClient, ada: Caller, services: WebServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def replaced() -> None:
        data_of(await ada.post("/auth/password", {"current": PASSWORD, "password": NEW_PASSWORD}))

    overtake(monkeypatch, services.account_services.accounts._homes, "of", replaced)
    login = await Caller(http).post("/auth/login", {"email": "ada@example.org", "password": PASSWORD})
    assert code_of(login) == "challenge_invalid"
    assert len(data_of(await ada.get("/auth/logins"))) == 1
