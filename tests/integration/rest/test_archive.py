"""What is set aside stays as it was, whoever edits it meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.features.sessions.repository import SessionRepository
from app.infra.mongo import Database
from tests.builders.rest import Caller, answer, code_of, data_of, joined, published_survey, registered


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http, "ada")


def soon(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


async def run(ada: Caller, **settings: Any) -> dict[str, Any]:
    body = {"survey": await published_survey(ada), "mode": "open", "settings": settings}
    session: dict[str, Any] = data_of(await ada.post("/sessions", body))
    return session


async def edit(ada: Caller, session: dict[str, Any], version: int, closes_at: str) -> httpx.Response:
    body, headers = {"settings": {"closes_at": closes_at}}, {"if-match": f'"{version}"'}
    return await ada.call("PATCH", f"/sessions/{session['id']}", json=body, headers=headers)


async def test_what_is_set_aside_is_not_opened_again_by_an_edit(http: httpx.AsyncClient, ada: Caller) -> None:
    session = await run(ada)
    phone, form = await joined(http, session), answer("q1", "tea") | {"part": "form"}
    data_of(await edit(ada, session, 1, soon(-1)))
    data_of(await ada.post(f"/sessions/{session['id']}/archive"))
    assert code_of(await edit(ada, session, 2, soon(1))) == "wrong_state"
    assert code_of(await phone.post(f"/sessions/{session['id']}/submissions", form)) == "session_closed"


async def test_an_edit_and_the_archive_at_once_leave_nothing_set_aside_that_takes_answers(
    ada: Caller, database: Database
) -> None:
    session, stored = await run(ada), SessionRepository(database)
    data_of(await edit(ada, session, 1, soon(-1)))
    [organization] = await database["organizations"].find({}).to_list(None)
    read = await stored.find_in(organization["_id"], session["id"])
    assert read is not None
    data_of(await edit(ada, session, 2, soon(1)))
    assert not await stored.archive(read, datetime.now(UTC))  # it was over when that was read
    assert code_of(await ada.post(f"/sessions/{session['id']}/archive")) == "wrong_state"
    data_of(await edit(ada, session, 3, soon(-1)))
    read = await stored.find_in(organization["_id"], session["id"])
    assert read is not None
    assert await stored.archive(read, datetime.now(UTC))
    assert not await stored.replace_settings(read, read.settings, read.title, datetime.now(UTC))
