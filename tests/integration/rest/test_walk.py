"""The whole path over REST: from an account to a counted answer's receipt."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from app.core.principals import Participant
from app.core.settings import Settings
from app.infra.tokens import Tokens
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


async def test_a_survey_is_written_published_run_joined_and_answered(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await published_survey(ada)
    session = await started_session(ada, survey=survey)
    assert (session["state"]["phase"], session["version"], len(session["code"])) == ("lobby", 1, 6)
    phone = await joined(http, session)
    assert code_of(await phone.post(f"/sessions/{session['id']}/submissions", answer("q1", "tea"))) == "question_closed"
    state = data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "next"}))
    assert (state["state"]["question"], state["state"]["accepting"], state["state_version"]) == ("q1", True, 2)
    receipt = data_of(await phone.post(f"/sessions/{session['id']}/submissions", answer("q1", "tea")))
    assert receipt["status"] == "accepted"


async def test_two_who_go_on_from_the_same_question_go_one_further(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    control = f"/sessions/{session['id']}/control"
    data_of(await ada.post(control, {"action": "next"}))
    going_on = {"action": "next", "after": "q1"}
    both = [data_of(answer) for answer in await asyncio.gather(*(ada.post(control, going_on) for _ in range(2)))]
    assert [(one["state"]["question"], one["state_version"]) for one in both] == [("q2", 3)] * 2
    refused = await ada.post(control, {"action": "next", "after": "q9"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "after")


async def test_who_still_sees_the_lobby_leads_nobody_back(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    control = f"/sessions/{session['id']}/control"
    begin = {"action": "next", "phase": "lobby"}
    assert data_of(await ada.post(control, begin))["state"]["question"] == "q1"
    data_of(await ada.post(control, {"action": "next", "after": "q1"}))
    for late in (begin, {"action": "open", "question": "q1", "phase": "lobby"}):
        reached = data_of(await ada.post(control, late))
        assert (reached["state"]["question"], reached["state_version"]) == ("q2", 3)
    refused = await ada.post(control, {"action": "next", "phase": "party"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "phase")


async def test_a_resent_submission_gets_the_same_receipt_even_after_the_end(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    phone = await joined(http, session)
    await ada.post(f"/sessions/{session['id']}/control", {"action": "next"})
    submission = answer("q1", "tea")
    first = data_of(await phone.post(f"/sessions/{session['id']}/submissions", submission))
    await ada.post(f"/sessions/{session['id']}/control", {"action": "end"})
    again = data_of(await phone.post(f"/sessions/{session['id']}/submissions", submission))
    assert again == {**first, "status": "duplicate"}
    other = answer("q1", "coffee", key=submission["key"], revision=2)
    assert (await phone.post(f"/sessions/{session['id']}/submissions", other)).status_code == 409


async def test_a_closed_question_takes_no_answers_at_once(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    phones = [await joined(http, session) for _ in range(2)]
    await ada.post(f"/sessions/{session['id']}/control", {"action": "next"})
    data_of(await phones[0].post(f"/sessions/{session['id']}/submissions", answer("q1", "tea")))
    await ada.post(f"/sessions/{session['id']}/control", {"action": "close"})
    late = await phones[1].post(f"/sessions/{session['id']}/submissions", answer("q1", "tea"))
    assert code_of(late) == "question_closed"


async def test_each_wrong_answer_is_named(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada, mode="open")
    phone = await joined(http, session)
    form = {**answer("form", None), "answers": {"q1": "milk", "q2": 9, "q9": 1}}
    refusal = await phone.post(f"/sessions/{session['id']}/submissions", form)
    assert refusal.status_code == 422
    found = {error["field"]: error["code"] for error in refusal.json()["errors"]}
    assert found == {"answers.q1": "unknown_option", "answers.q2": "out_of_range", "answers.q9": "unknown_question"}


async def test_a_participant_is_the_same_one_after_a_reload(http: httpx.AsyncClient) -> None:
    session = await started_session(await registered(http))
    first = data_of(await Caller(http).post("/join", {"code": session["code"].lower()}))
    phone = Caller(http, first["token"])
    again = data_of(await phone.post("/join", {"session": session["id"]}))
    assert (first["welcome_back"], again["welcome_back"]) == (False, True)
    assert again["participant"] == first["participant"]
    own = data_of(await phone.get("/participants/me/session"))
    assert (own["participant"], own["session"]["id"]) == (first["participant"], session["id"])
    assert [question["id"] for question in own["session"]["questions"]] == ["q1", "q2", "q3"]


class OldTokens:
    """Somebody's way into an open session: what it is, and a token for it that ended ten days ago."""

    def __init__(self, session: dict[str, Any], me: str, organization: str) -> None:
        self.itself, self.door = f"/sessions/{session['id']}", {"session": session["id"]}
        self.me = me
        self._participant = Participant(me, session["id"], organization)

    def signed(self, secret: str) -> str:
        long_ago = datetime.now(UTC) - timedelta(days=40)
        return Tokens(secret, lambda: long_ago).issue_participant(self._participant).token


async def away_for_long(http: httpx.AsyncClient, ada: Caller) -> OldTokens:
    session = await started_session(ada, mode="open")
    me = data_of(await Caller(http).post("/join", {"session": session["id"]}))["participant"]
    return OldTokens(session, me, data_of(await ada.get("/auth/me"))["organization"]["id"])


async def test_who_comes_back_after_their_token_s_time_is_the_same_participant(
    http: httpx.AsyncClient, settings: Settings
) -> None:
    ada = await registered(http)
    old = await away_for_long(http, ada)
    late = Caller(http, old.signed(settings.signing_secret()))
    assert code_of(await late.get("/participants/me/session")) == "token_expired"
    invited_only = {"settings": {"open_to": "invited"}}
    data_of(await ada.call("PATCH", old.itself, json=invited_only, headers={"if-match": '"1"'}))
    assert code_of(await Caller(http).post("/join", old.door)) == "invitation_needed"
    back = data_of(await late.post("/join", old.door))
    assert (back["participant"], back["welcome_back"]) == (old.me, True)
    assert data_of(await Caller(http, back["token"]).get("/participants/me/session"))["participant"] == old.me


async def test_an_old_token_lets_nobody_in_who_was_removed_or_comes_after_the_end(
    http: httpx.AsyncClient, settings: Settings
) -> None:
    ada = await registered(http)
    gone, over = await away_for_long(http, ada), await away_for_long(http, ada)
    assert (await ada.call("DELETE", f"{gone.itself}/participants/{gone.me}")).status_code == 204
    late = Caller(http, gone.signed(settings.signing_secret()))
    assert code_of(await late.post("/join", gone.door)) == "participant_removed"
    forged = Caller(http, over.signed("another secret"))
    assert data_of(await forged.post("/join", over.door))["participant"] != over.me
    data_of(await ada.post(f"{over.itself}/control", {"action": "end"}))
    late = Caller(http, over.signed(settings.signing_secret()))
    assert code_of(await late.post("/join", over.door)) == "session_ended"


async def test_a_token_of_another_session_joins_as_somebody_new(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await published_survey(ada)
    one, two = await started_session(ada, survey=survey), await started_session(ada, survey=survey)
    phone = await joined(http, one)
    second = data_of(await phone.post("/join", {"code": two["code"]}))
    assert (second["welcome_back"], second["session"]["id"]) == (False, two["id"])


async def test_an_ended_session_frees_its_code_and_lets_nobody_new_in(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    phone = await joined(http, session)
    await ada.post(f"/sessions/{session['id']}/control", {"action": "end"})
    assert data_of(await ada.get(f"/sessions/{session['id']}"))["code"] is None
    assert code_of(await ada.get(f"/join/{session['code']}")) == "not_found"
    assert code_of(await Caller(http).post("/join", {"session": session["id"]})) == "session_ended"
    assert data_of(await phone.post("/join", {"session": session["id"]}))["welcome_back"] is True
    assert code_of(await ada.get(f"/sessions/{session['id']}/qr.svg")) == "wrong_state"


async def test_a_published_version_never_changes(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await published_survey(ada)
    session = await started_session(ada, survey=survey)
    edit = {"title": "Lunch", "description": "", "questions": QUESTIONS[:1]}
    data_of(await ada.call("PUT", f"/surveys/{survey}", json=edit, headers={"if-match": '"1"'}))
    second = data_of(await publish(ada, survey))
    first = data_of(await ada.get(f"/surveys/{survey}/versions/1"))
    assert (first["title"], len(first["questions"]), second["version"]) == ("Breakfast", 3, 2)
    assert len(data_of(await ada.get(f"/sessions/{session['id']}"))["questions"]) == 3


async def test_publishing_an_unchanged_draft_gives_the_same_version(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await published_survey(ada)
    assert data_of(await publish(ada, survey))["version"] == 1


async def test_a_draft_with_faults_can_be_saved_but_not_published(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    faulty = [QUESTIONS[1], {**QUESTIONS[1], "max": 0}]
    survey = data_of(await ada.post("/surveys", {"title": "Draft", "questions": faulty}))
    refusal = await publish(ada, survey["id"])
    assert refusal.status_code == 422
    assert [error["field"] for error in refusal.json()["errors"]] == ["questions.1.id", "questions.1.max"]


async def test_an_edit_of_an_old_draft_is_refused_and_names_the_current_one(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = data_of(await ada.post("/surveys", {"title": "Draft"}))
    edit = {"title": "Mine", "description": "", "questions": []}
    path = f"/surveys/{survey['id']}"
    saved = await ada.call("PUT", path, json=edit, headers={"if-match": '"1"'})
    assert saved.headers["etag"] == '"2"'
    late = await ada.call("PUT", path, json={**edit, "title": "Theirs"}, headers={"if-match": '"1"'})
    assert (late.status_code, code_of(late), late.json()["data"]["current"]) == (412, "edit_conflict", 2)
    blind = await ada.call("PUT", path, json=edit)
    assert (blind.status_code, code_of(blind)) == (428, "if_match_missing")
    assert data_of(await ada.get(path))["title"] == "Mine"


async def test_results_are_told_once_per_version(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    first = await ada.get(f"/sessions/{session['id']}/results")
    assert data_of(first)["data"] == {"entries": 0, "cells": {}}
    again = await ada.get(f"/sessions/{session['id']}/results", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


async def test_the_qr_image_is_served_as_svg_and_png(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    svg = await ada.get(f"/sessions/{session['id']}/qr.svg")
    assert (svg.headers["content-type"], svg.text[:4]) == ("image/svg+xml", "<svg")
    png = await ada.get(f"/sessions/{session['id']}/qr.png")
    assert (png.headers["content-type"], png.content[:4]) == ("image/png", b"\x89PNG")


async def test_lists_come_in_pages_newest_first(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    made = [data_of(await ada.post("/surveys", {"title": f"Survey {number}"}))["id"] for number in range(7)]
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = data_of(await ada.get(f"/surveys?limit=3{cursor and '&cursor=' + cursor}"))
        assert len(page["items"]) <= 3
        seen += [survey["id"] for survey in page["items"]]
        cursor = page["next_cursor"]
    assert seen == made[::-1]


async def test_sessions_can_be_listed_by_survey(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    surveys = [await published_survey(ada) for _ in range(2)]
    runs = [(await started_session(ada, survey=surveys[number % 2]))["id"] for number in range(5)]
    found = data_of(await ada.get(f"/sessions?survey={surveys[0]}"))["items"]
    assert [session["id"] for session in found] == [runs[4], runs[2], runs[0]]
    assert len(data_of(await ada.get("/sessions"))["items"]) == 5
