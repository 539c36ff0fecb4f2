"""Sessions over REST beyond their start: settings, filters, the archive, who takes part."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.core.permissions import Permission
from app.core.principals import Member
from app.features.sessions.participants import ParticipantRepository
from app.features.sessions.schemas import PersonResource
from app.infra.mongo import Database
from tests.builders.audit import recorded
from tests.builders.colleagues import colleague, user_of, verified_owner
from tests.builders.rest import (
    QUESTIONS,
    Caller,
    answer,
    code_of,
    data_of,
    joined,
    publish,
    published_survey,
    registered,
    started_session,
)
from tests.fixtures.waiting import until

UNNAMED: frozenset[Permission] = frozenset({"sessions:read"})
NAMED: frozenset[Permission] = UNNAMED | {"participants:read"}


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http, "ada")


def soon(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat()


async def run(ada: Caller, mode: str = "live", **settings: Any) -> dict[str, Any]:
    body = {"survey": await published_survey(ada), "mode": mode, "settings": settings}
    session: dict[str, Any] = data_of(await ada.post("/sessions", body))
    return session


async def edit(ada: Caller, session: dict[str, Any], body: dict[str, Any], *, tag: str = '"1"') -> httpx.Response:
    return await ada.call("PATCH", f"/sessions/{session['id']}", json=body, headers={"if-match": tag})


async def submit(phone: Caller, session: dict[str, Any], body: dict[str, Any]) -> httpx.Response:
    return await phone.post(f"/sessions/{session['id']}/submissions", body)


async def joins(http: httpx.AsyncClient, session: dict[str, Any], **who: str) -> httpx.Response:
    return await Caller(http).post("/join", {"code": session["code"], **who})


def form(**changes: Any) -> dict[str, Any]:
    return answer("q1", "tea", **changes) | {"part": "form"}


async def test_a_session_takes_over_the_surveys_settings_and_what_it_says_otherwise(
    http: httpx.AsyncClient, ada: Caller
) -> None:
    questions = data_of(await ada.get(f"/surveys/{await published_survey(ada)}"))["questions"]
    settings = {"attempts": 3, "results_for": "nobody"}
    survey = data_of(await ada.post("/surveys", {"title": "Mine", "questions": questions, "settings": settings}))
    data_of(await publish(ada, survey["id"]))
    body = {"survey": survey["id"], "mode": "open", "settings": {"attempts": 2}}
    started = await ada.post("/sessions", body)
    session = data_of(started)
    assert (session["settings"]["attempts"], session["settings"]["results_for"]) == (2, "nobody")
    assert started.headers["etag"] == '"1"'
    phone = await joined(http, session)
    seen = data_of(await phone.get("/participants/me/session"))["session"]
    assert seen["settings"] == {
        "opens_at": None, "closes_at": None, "identity": "anonymous", "attempts": 2, "may_change_answers": True,
        "results_for": "nobody", "audience_questions": "off", "reactions": False,
    }  # fmt: skip


async def test_answers_outside_of_the_opening_hours_are_refused(http: httpx.AsyncClient, ada: Caller) -> None:
    early = await run(ada, "open", opens_at=soon(1))
    phone = await joined(http, early)
    assert (early["status"], code_of(await submit(phone, early, form()))) == ("scheduled", "not_open_yet")
    edited = await edit(ada, early, {"settings": {"opens_at": soon(-2), "closes_at": soon(-1)}, "title": "Over"})
    assert (data_of(edited)["status"], data_of(edited)["title"]) == ("closed", "Over")
    assert code_of(await submit(phone, early, form())) == "session_closed"
    assert code_of(await joins(http, early)) == "session_closed"
    assert data_of(await Caller(http).get(f"/join/{early['code']}"))["status"] == "closed"
    data_of(await edit(ada, early, {"settings": {"closes_at": None}}, tag='"2"'))
    assert data_of(await submit(phone, early, form()))["status"] == "accepted"


async def test_an_edit_on_an_old_version_is_refused_and_every_edit_is_on_record(
    ada: Caller, database: Database
) -> None:
    session = await run(ada)
    assert (await edit(ada, session, {"settings": {"attempts": 5}})).headers["etag"] == '"2"'
    assert (
        data_of(await ada.get(f"/sessions/{session['id']}"))["state"]["settings_version"] == 2
    )  # so screens hear of it
    refused = await edit(ada, session, {"settings": {"attempts": 6}})
    assert (code_of(refused), refused.json()["data"]["current"]) == ("edit_conflict", 2)
    assert (await ada.call("PATCH", f"/sessions/{session['id']}", json={})).status_code == 428
    assert code_of(await edit(ada, session, {"settings": {"identity": "identified"}}, tag='"2"')) == "not_editable"
    [organization] = await database["organizations"].find({}).to_list(None)
    event = (await recorded(database, organization["_id"]))[-1]
    assert (event["action"], event["target"]) == ("session.edited", session["id"])
    assert ('"attempts":1' in event["before"], '"attempts":5' in event["after"]) == (True, True)


async def test_attempts_come_one_after_the_other_and_end(http: httpx.AsyncClient, ada: Caller) -> None:
    session = await run(ada, "open", attempts=2, may_change_answers=False)
    phone = await joined(http, session)
    refused = await submit(phone, session, form(attempt=2))
    assert (code_of(refused), refused.json()["data"]["temporary"]) == ("attempt_gap", True)
    first = form()
    for status in ("accepted", "duplicate"):
        assert data_of(await submit(phone, session, first))["status"] == status
    assert code_of(await submit(phone, session, form(revision=2))) == "change_not_allowed"
    assert data_of(await submit(phone, session, form(attempt=2)))["status"] == "accepted"
    assert code_of(await submit(phone, session, form(attempt=3))) == "question_closed"


async def test_identified_sessions_ask_for_a_name_that_only_some_may_read(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session = await run(ada, identity="identified")
    assert code_of(await joins(http, session)) == "required"
    assert code_of(await joins(http, session, name="  ")) == "required"
    for name in ("Bo", "Cy"):
        data_of(await joins(http, session, name=name, email=f"{name}@example.org"))
    path = f"/sessions/{session['id']}/participants"
    first_page = data_of(await ada.get(f"{path}?limit=1"))
    assert [(one["number"], one["name"], one["email"]) for one in first_page["items"]] == [(2, "Cy", "Cy@example.org")]
    rest = data_of(await ada.get(f"{path}?limit=1&cursor={first_page['next_cursor']}"))
    assert [one["name"] for one in rest["items"]] == ["Bo"]
    assert data_of(await ada.get(f"/sessions/{session['id']}"))["participants"] == 2
    [organization] = await database["organizations"].find({}).to_list(None)
    keys = {scope: Member("key_1", organization["_id"], "viewer", "fam_1", scope) for scope in (UNNAMED, NAMED)}
    person = await ParticipantRepository(database).numbered(session["id"], 0, 1)
    shown = [PersonResource.of(person[0], named=key.may("participants:read")) for key in keys.values()]
    assert [(one.name, one.email) for one in shown] == [(None, None), ("Bo", "Bo@example.org")]


async def test_anonymous_sessions_keep_no_name(http: httpx.AsyncClient, ada: Caller, database: Database) -> None:
    data_of(await joins(http, await started_session(ada), name="Bo", email="bo@example.org"))
    [stored] = await database["participants"].find({}).to_list(None)
    assert (stored["name"], stored["email"], stored["number"]) == (None, None, 1)


async def test_who_is_removed_can_do_nothing_more(http: httpx.AsyncClient, ada: Caller, database: Database) -> None:
    session = await run(ada, "open")
    phone, other = await joined(http, session), await joined(http, session)
    data_of(await submit(phone, session, form()))
    path = f"/sessions/{session['id']}/participants"
    who = data_of(await ada.get(path))["items"][-1]["id"]
    for _ in range(2):
        assert (await ada.call("DELETE", f"{path}/{who}")).status_code == 204
    assert code_of(await submit(phone, session, form(revision=2))) == "participant_removed"
    assert code_of(await phone.get("/participants/me/session")) == "participant_removed"
    assert code_of(await phone.get(f"/sessions/{session['id']}/results")) == "participant_removed"
    assert code_of(await phone.post("/join", {"code": session["code"]})) == "participant_removed"
    assert data_of(await submit(other, session, form()))["status"] == "accepted"
    assert [one["removed"] for one in data_of(await ada.get(path))["items"]] == [False, True]
    assert await database["entries"].count_documents({"session": session["id"]}) == 2
    assert code_of(await ada.call("DELETE", f"{path}/par_none")) == "not_found"


async def test_lists_are_filtered_and_archived_sessions_are_set_aside(http: httpx.AsyncClient, ada: Caller) -> None:
    live, form_run = await started_session(ada), await started_session(ada, "open")
    assert code_of(await ada.post(f"/sessions/{live['id']}/archive")) == "wrong_state"
    data_of(await ada.post(f"/sessions/{live['id']}/control", {"action": "end"}))

    async def listed(query: str = "") -> list[str]:
        return [session["id"] for session in data_of(await ada.get(f"/sessions{query}"))["items"]]

    assert await listed("?status=ended") == [live["id"]]
    assert await listed("?mode=open") == [form_run["id"]]
    for _ in range(2):
        assert data_of(await ada.post(f"/sessions/{live['id']}/archive"))["status"] == "archived"
    assert (await listed(), await listed("?status=archived")) == ([form_run["id"]], [live["id"]])
    assert await listed(f"?survey={live['survey']}") == []


async def test_a_filtered_list_goes_on_where_its_page_ended(ada: Caller) -> None:
    survey = await published_survey(ada)
    modes = ["open", "live", "open", "live", "open"]
    started = [await started_session(ada, mode, survey) for mode in modes]
    seen, cursor = [], ""
    for _ in range(3):
        page = data_of(await ada.get(f"/sessions?mode=open&limit=1{cursor}"))
        seen += [session["id"] for session in page["items"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == [started[position]["id"] for position in (4, 2, 0)]


@pytest.fixture
def forgetful_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Doors that count the places at every look."""
    monkeypatch.setattr("app.features.submissions.doors.MAX_AGE_S", 0.0)


async def full_of(phone: Caller, http: httpx.AsyncClient, session: dict[str, Any]) -> tuple[Any, Any]:
    """What a phone and the door say of places that are left."""
    own = data_of(await phone.get("/participants/me/session"))["session"]["full_options"]
    return own, data_of(await Caller(http).get(f"/join/{session['code']}"))["full"]


@pytest.mark.usefixtures("forgetful_doors")
async def test_a_full_quota_says_so_and_its_places_can_be_counted(http: httpx.AsyncClient, ada: Caller) -> None:
    quota = {"id": "tea", "question": "q1", "options": ["tea"], "limit": 1, "message": "No tea left."}
    session = await run(ada, "open", quotas=[quota])
    early = await joined(http, session)
    assert await full_of(early, http, session) == ({}, False)
    assert data_of(await submit(early, session, form()))["status"] == "accepted"
    late = await joined(http, session)
    assert await full_of(late, http, session) == ({"q1": ["tea"]}, False), "there is coffee"
    refused = await submit(late, session, form())
    error = {"field": "answers.q1", "code": "quota_full", "message": "No tea left."}
    details = {"type": "/api/docs/errors#quota_full", "detail": "No tea left.", "pointer": "#/answers/q1"}
    assert (refused.status_code, refused.json()["errors"]) == (409, [error | details])
    [counted] = data_of(await ada.get(f"/sessions/{session['id']}/quotas"))["quotas"]
    assert (counted["id"], counted["limit"], counted["taken"]) == ("tea", 1, 1)


@pytest.mark.usefixtures("forgetful_doors")
async def test_a_full_question_shuts_the_door_of_a_form_and_never_of_a_live_session(
    http: httpx.AsyncClient, ada: Caller
) -> None:
    quota = {"id": "drinks", "question": "q1", "options": ["coffee", "tea"], "limit": 1}
    survey = await published_survey(ada, [QUESTIONS[0] | {"required": True}])
    for mode, is_shut in (("open", True), ("live", False)):
        body = {"survey": survey, "mode": mode, "settings": {"quotas": [quota]}}
        session = data_of(await ada.post("/sessions", body))
        if mode == "live":
            data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "open", "question": "q1"}))
        phone = await joined(http, session)
        data_of(await submit(phone, session, form() if mode == "open" else answer("q1", "tea")))
        assert await full_of(phone, http, session) == ({"q1": ["coffee", "tea"]}, is_shut)


async def test_answers_of_fewer_people_than_promised_are_not_given_out(http: httpx.AsyncClient, ada: Caller) -> None:
    session = await run(ada, "open", min_group_size=2)
    paths = [f"/sessions/{session['id']}/{name}" for name in ("export.csv", "export.json", "leaderboard")]
    for _ in range(2):
        for path in paths:
            refused = await ada.get(path)
            assert (refused.status_code, code_of(refused)) == (409, "group_too_small")
        data_of(await submit(await joined(http, session), session, form()))
    assert [(await ada.get(path)).status_code for path in paths] == [200, 200, 200]


async def test_names_are_hidden_from_a_colleague_who_becomes_a_viewer(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    bo = await colleague(http, ada, database, "bo")
    session = await run(ada, identity="identified")
    data_of(await joins(http, session, name="Cy", email="cy@example.org"))

    async def name_as_bo_sees_it() -> str | None:
        [person] = data_of(await bo.get(f"/sessions/{session['id']}/participants"))["items"]
        assert (person["email"] is None) == (person["name"] is None)
        name: str | None = person["name"]
        return name

    async def is_hidden() -> bool:
        return await name_as_bo_sees_it() is None

    assert await name_as_bo_sees_it() == "Cy"
    path = f"/organizations/current/members/{await user_of(bo)}"
    data_of(await ada.call("PATCH", path, json={"role": "viewer"}, headers={"if-match": '"1"'}))
    await until(is_hidden, within_s=2)
    data_of(await ada.call("PATCH", path, json={"role": "facilitator"}, headers={"if-match": '"2"'}))
    assert await name_as_bo_sees_it() == "Cy"


async def test_a_locked_session_lets_nobody_new_in_and_those_inside_go_on(http: httpx.AsyncClient, ada: Caller) -> None:
    session = await run(ada)
    inside = await joined(http, session)
    control = f"/sessions/{session['id']}/control"
    assert data_of(await ada.post(control, {"action": "lock"}))["state"]["locked"] is True
    assert code_of(await joins(http, session)) == "session_locked"
    assert data_of(await Caller(http).get(f"/join/{session['code']}"))["locked"] is True
    assert data_of(await inside.post("/join", {"session": session["id"]}))["welcome_back"] is True
    data_of(await ada.post(control, {"action": "next"}))
    assert data_of(await submit(inside, session, answer("q1", "tea")))["status"] == "accepted"
    data_of(await ada.post(control, {"action": "unlock"}))
    assert data_of(await joins(http, session))["welcome_back"] is False


async def test_what_was_set_aside_is_brought_back_once(ada: Caller, database: Database) -> None:
    session = await run(ada, "open")
    data_of(await edit(ada, session, {"settings": {"closes_at": soon(-1)}}))
    path = f"/sessions/{session['id']}"
    assert data_of(await ada.post(f"{path}/archive"))["code"] is None
    back = data_of(await ada.post(f"{path}/unarchive"))
    assert (back["status"], back["archived_at"], len(back["code"])) == ("closed", None, 6)
    assert data_of(await ada.post(f"{path}/unarchive"))["state_version"] == back["state_version"]
    data_of(await ada.post(f"{path}/control", {"action": "end"}))
    data_of(await ada.post(f"{path}/archive"))
    assert data_of(await ada.post(f"{path}/unarchive"))["code"] is None
    [organization] = await database["organizations"].find({}).to_list(None)
    actions = [event["action"] for event in await recorded(database, organization["_id"])]
    assert actions.count("session.unarchived") == 2


async def test_a_session_begins_anew_once_and_what_was_answered_stays(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session = await run(ada, closes_at="2999-01-01T08:00:00Z", results_for="nobody")
    phone, path = await joined(http, session), f"/sessions/{session['id']}"
    data_of(await ada.post(f"{path}/control", {"action": "next"}))
    data_of(await submit(phone, session, answer("q1", "tea")))
    resets = [data_of(one) for one in await asyncio.gather(*(ada.post(f"{path}/reset") for _ in range(3)))]
    new = resets[0]
    assert {one["id"] for one in resets} == {new["id"]} != {session["id"]}
    assert (new["status"], new["version"], new["participants"]) == ("lobby", 1, 0)
    assert new["settings"] == session["settings"]
    assert new["code"] not in (None, session["code"])
    former = data_of(await ada.get(path))
    assert (former["status"], former["successor"], former["participants"]) == ("archived", new["id"], 1)
    assert code_of(await submit(phone, session, answer("q2", 4))) == "session_ended"
    [organization] = await database["organizations"].find({}).to_list(None)
    actions = [event["action"] for event in await recorded(database, organization["_id"])]
    counted = [actions.count(f"session.{one}") for one in ("started", "ended", "archived")]
    assert counted == [2, 1, 1]


async def test_what_has_closed_by_the_clock_begins_anew_without_its_close(ada: Caller) -> None:
    session = await run(ada, "open")
    data_of(await edit(ada, session, {"settings": {"closes_at": soon(-1)}}))
    new = data_of(await ada.post(f"/sessions/{session['id']}/reset"))
    assert (new["status"], new["settings"]["closes_at"]) == ("running", None)
    survey = f"/surveys/{session['survey']}"
    data_of(await ada.post(f"{survey}/archive"))
    assert code_of(await ada.post(f"/sessions/{new['id']}/reset")) == "survey_archived"
    assert data_of(await ada.get(f"/sessions/{new['id']}"))["status"] == "running"
