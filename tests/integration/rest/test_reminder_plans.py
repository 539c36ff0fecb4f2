"""Planning mails over REST: what a plan may be, who may edit it, and trying it out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.core.clock import utc_now
from app.features.mailings import service
from app.features.mailings.resting import RESTS_FOR
from app.infra.mongo import Database
from tests.builders.audit import recorded_changes
from tests.builders.rest import Caller, code_of, data_of, published_survey, registered

PLAN: dict[str, Any] = {"starts_at": "2026-03-02T08:00:00Z", "reminder_days": [3, 7], "timezone": "Europe/Berlin"}


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def session_of(ada: Caller, **settings: Any) -> str:
    body = {"survey": await published_survey(ada), "mode": "open", "settings": settings}
    return str(data_of(await ada.post("/sessions", body))["id"])


async def put(
    ada: Caller, session: str, plan: dict[str, Any], version: int = 0, *, is_active: bool = True
) -> httpx.Response:
    body = {"active": is_active, "plan": plan}
    path = f"/sessions/{session}/reminder-plan"
    return await ada.call("PUT", path, json=body, headers={"if-match": f'"{version}"'})


async def test_a_plan_is_made_edited_and_not_overwritten(ada: Caller, database: Database) -> None:
    session = await session_of(ada)
    path = f"/sessions/{session}/reminder-plan"
    empty = await ada.get(path)
    assert empty.headers["etag"].startswith('"0')
    assert data_of(empty)["plan"] is None
    first = await put(ada, session, PLAN)
    assert (first.headers["etag"], data_of(first)["active"]) == ('"1"', True)
    assert [wave["id"] for wave in data_of(first)["waves"]] == ["first", "reminder_1", "reminder_2"]
    assert data_of(first)["waves"][0]["mails"]["sent"] == 0
    late = await put(ada, session, PLAN)
    assert (code_of(late), late.json()["data"]["current"]) == ("edit_conflict", 1)
    assert data_of(await put(ada, session, {**PLAN, "reminder_days": []}, 1))["version"] == 2
    organization = data_of(await ada.get("/auth/me"))["organization"]["id"]
    made, edited = await recorded_changes(database, organization, "reminder_plan.saved")
    assert (made[0], made[1]["version"], made[1]["reminder_days"]) == (None, 1, [3, 7])
    assert edited == ({"version": 1, "reminder_days": [3, 7]}, {"version": 2, "reminder_days": []})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reminder_days": [7, 3]}, "plan.reminder_days"),
        ({"timezone": "Mars/Olympus"}, "plan.timezone"),
        ({"last_call_hours": 24}, "plan.last_call_hours"),
        ({"texts": {"en": {"first": {"subject": "{x}", "body": "b", "button": "c"}}}}, "plan.texts.en.first.subject"),
    ],
)
async def test_a_plan_that_cannot_be_kept_is_refused(ada: Caller, change: dict[str, Any], field: str) -> None:
    refusal = await put(ada, await session_of(ada), {**PLAN, **change})
    assert (refusal.status_code, [error["field"] for error in refusal.json()["errors"]]) == (422, [field])


async def test_a_dry_run_says_who_would_get_what_and_sends_nothing(
    ada: Caller, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await session_of(ada, identity="identified")
    path = f"/sessions/{session}/reminder-plan/dry-run"
    assert code_of(await ada.get(path)) == "wrong_state"
    data_of(await ada.post(f"/sessions/{session}/invitations", {"text": "a@example.org\nb@example.org\nc@example.org"}))
    starts_at = (utc_now() + timedelta(days=1)).isoformat()
    data_of(await put(ada, session, {**PLAN, "starts_at": starts_at}))
    run = data_of(await ada.get(f"{path}?wave=first&limit=2"))
    assert (run["uncounted"], run["totals"]) == (0, {"send": 3})
    assert [one["email"] for one in run["people"]] == ["c@example.org", "b@example.org"]
    rest = data_of(await ada.get(f"{path}?wave=first&limit=2&cursor={run['next_cursor']}"))
    assert (rest["totals"], [one["email"] for one in rest["people"]]) == ({}, ["a@example.org"])
    assert data_of(await ada.get(f"{path}?wave=reminder_2"))["totals"] == {"send": 3}, "as the first mail comes before"
    assert data_of(await ada.get(path))["people"] == data_of(await ada.get(f"{path}?wave=first"))["people"], "the next"
    assert code_of(await ada.get(f"{path}?wave=tenth")) == "not_found"
    data_of(await put(ada, session, PLAN, 1))  # long ago: the first mail leaves now, the last reminder half a day later
    totals = {wave: data_of(await ada.get(f"{path}?wave={wave}"))["totals"] for wave in ("reminder_1", "reminder_2")}
    assert totals == {"reminder_1": {"passed": 3}, "reminder_2": {"too_soon": 3}}
    assert data_of(await ada.get(path))["totals"] == {"too_soon": 3}, "the last, where all have passed"
    assert await database["outbox"].count_documents({"to": "a@example.org"}) == 0
    monkeypatch.setattr(service, "MOST_COUNTED", 2)
    many = data_of(await ada.get(f"{path}?wave=reminder_2&limit=1"))
    assert (many["totals"], many["uncounted"]) == ({"too_soon": 2}, 1), "those who were invited last"
    rest = data_of(await ada.get(f"{path}?wave=reminder_2&limit=1&cursor={many['next_cursor']}"))
    assert (rest["totals"], rest["uncounted"], len(rest["people"])) == ({}, 0, 1)


async def test_a_dry_run_does_not_tell_who_has_answered_anonymously(ada: Caller) -> None:
    session = await session_of(ada)
    data_of(await ada.post(f"/sessions/{session}/invitations", {"text": "a@example.org"}))
    data_of(await put(ada, session, PLAN))
    run = data_of(await ada.get(f"/sessions/{session}/reminder-plan/dry-run?wave=first"))
    assert (run["totals"], run["people"]) == ({"send": 1}, [])


async def test_nothing_is_planned_for_what_has_ended(ada: Caller) -> None:
    session = await session_of(ada)
    data_of(await ada.post(f"/sessions/{session}/control", {"action": "end"}))
    assert code_of(await put(ada, session, PLAN)) == "session_ended"


async def test_a_plan_that_rests_can_be_switched_off(ada: Caller, database: Database) -> None:
    session = await session_of(ada)
    data_of(await put(ada, session, PLAN))
    closed = {"settings.closes_at": utc_now() - timedelta(hours=1)}
    await database["sessions"].update_one({"_id": session}, {"$set": closed})
    off = data_of(await put(ada, session, PLAN, 1, is_active=False))
    assert (off["active"], off["version"]) == (False, 2), "or reminders leave once the hours are moved for one"
    await database["sessions"].update_one({"_id": session}, {"$set": {"archived_at": utc_now() - RESTS_FOR}})
    assert code_of(await put(ada, session, PLAN, 2)) == "session_ended"
