"""Points of a quiz over REST: measured by the server, told when the question is revealed; the files of a session."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from app.core.clock import utc_now
from app.features.analytics.model import Tally
from app.features.analytics.repository import TallyRepository
from app.features.exports.service import MAX_ENTRIES
from app.infra.mongo import Database
from tests.builders.colleagues import colleague, verified_owner
from tests.builders.rest import Caller, answer, code_of, data_of, joined, published_survey, registered, started_session

QUIZ: list[dict[str, Any]] = [
    {"type": "quiz", "id": "sum", "title": "1 + 1?", "correct": ["two"], "points": 500, "options": [
        {"id": "two", "label": "2"}, {"id": "ten", "label": "10"}]},
    {"type": "quiz", "id": "capital", "title": "Capitals?", "correct": ["a", "b"], "scoring": "speed",
     "time_limit_s": 600, "options": [{"id": "a", "label": "Athens"}, {"id": "b", "label": "Bern"},
                                      {"id": "c", "label": "Cologne"}]},
    {"type": "short_text", "id": "word", "title": "=A1"},
]  # fmt: skip


async def control(ada: Caller, session: dict[str, Any], action: str, question: str | None = None) -> None:
    data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": action, "question": question}))


async def submit(phone: Caller, session: dict[str, Any], body: dict[str, Any]) -> None:
    data_of(await phone.post(f"/sessions/{session['id']}/submissions", body))


class Played:
    """A live quiz that two people have answered."""

    ada: Caller
    session: dict[str, Any]
    right: Caller
    wrong: Caller


@pytest.fixture
async def played(http: httpx.AsyncClient) -> Played:
    game = Played()
    game.ada = await registered(http)
    game.session = await started_session(game.ada, survey=await published_survey(game.ada, QUIZ))
    game.right, game.wrong = await joined(http, game.session), await joined(http, game.session)
    await control(game.ada, game.session, "open", "sum")
    await submit(game.right, game.session, answer("sum", ["ten"]))
    await submit(game.right, game.session, answer("sum", ["two"], revision=2))
    await submit(game.wrong, game.session, answer("sum", ["ten"]))
    await control(game.ada, game.session, "open", "capital")
    await submit(game.right, game.session, answer("capital", ["b", "a"]))
    await submit(game.wrong, game.session, answer("capital", ["a"]))
    await control(game.ada, game.session, "open", "word")
    await submit(game.wrong, game.session, answer("word", '=HYPERLINK("x")'))
    return game


async def test_points_are_told_once_the_question_is_revealed(played: Played) -> None:
    nothing = {"number": 1, "points": 0, "out_of": 0, "correct": 0, "answered": 0, "questions": 0}
    assert data_of(await played.right.get("/participants/me/score")) == nothing
    await control(played.ada, played.session, "reveal", "sum")
    assert data_of(await played.right.get("/participants/me/score")) == {
        "number": 1, "points": 500, "out_of": 500, "correct": 1, "answered": 1, "questions": 1,
    }  # fmt: skip
    assert data_of(await played.wrong.get("/participants/me/score"))["points"] == 0
    await control(played.ada, played.session, "reveal", "capital")
    score = data_of(await played.right.get("/participants/me/score"))
    assert (score["out_of"], score["correct"], score["answered"]) == (1_500, 2, 2)
    assert 1_400 < score["points"] <= 1_500, "seconds of ten minutes have gone by"


async def test_the_leaderboard_ranks_by_points(played: Played) -> None:
    path = f"/sessions/{played.session['id']}/leaderboard"
    assert data_of(await played.ada.get(path)) == {"players": 0, "tied": 0, "places": []}
    await control(played.ada, played.session, "reveal", "sum")
    board = data_of(await played.ada.get(path))
    assert board["players"] == 2
    assert [(place["rank"], place["points"], place["correct"]) for place in board["places"]] == [(1, 500, 1), (2, 0, 0)]
    best = data_of(await played.ada.get(f"{path}?top=1"))
    assert (best["players"], len(best["places"])) == (2, 1)
    assert best["places"][0] == board["places"][0]
    assert [(place["number"], place["name"]) for place in board["places"]] == [(1, None), (2, None)]


async def test_a_phone_is_told_its_place_while_the_wall_shows_the_leaderboard(
    http: httpx.AsyncClient, played: Played
) -> None:
    path = "/participants/me/leaderboard"
    await control(played.ada, played.session, "reveal", "sum")
    assert code_of(await played.wrong.get(path)) == "wrong_state"
    await control(played.ada, played.session, "leaderboard")
    leaders = [{"rank": 1, "number": 1, "points": 500}, {"rank": 2, "number": 2, "points": 0}]
    assert data_of(await played.wrong.get(path)) == {"rank": 2, "players": 2, "tied": 0, "leaders": leaders}
    late = await joined(http, played.session)
    assert data_of(await late.get(path))["rank"] is None, "who has answered nothing does not play"
    await control(played.ada, played.session, "survey")
    assert code_of(await played.right.get(path)) == "wrong_state"
    await control(played.ada, played.session, "leaderboard")
    await control(played.ada, played.session, "end")
    assert data_of(await played.right.get(path))["rank"] == 1, "a quiz is looked back on after its end"


async def test_a_room_of_phones_that_ask_together_is_read_for_a_few_times(
    played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, reads = TallyRepository.read, list[str]()

    async def counted(tallies: TallyRepository, session: str) -> Tally | None:
        reads.append(session)
        return await read(tallies, session)

    await control(played.ada, played.session, "reveal", "sum")
    await control(played.ada, played.session, "leaderboard")
    monkeypatch.setattr(TallyRepository, "read", counted)
    asked = [phone.get("/participants/me/leaderboard") for phone in (played.right, played.wrong) for _ in range(15)]
    assert {data_of(place)["rank"] for place in await asyncio.gather(*asked)} == {1, 2}
    assert len(reads) < 10


async def test_a_leaderboard_names_people_only_to_those_who_may_read_who_they_are(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    bo = await colleague(http, ada, database, "bo", "viewer")
    body = {"survey": await published_survey(ada, QUIZ), "mode": "live", "settings": {"identity": "identified"}}
    session = data_of(await ada.post("/sessions", body))
    door = {"code": session["code"], "name": "Grace"}
    grace = Caller(http, data_of(await Caller(http).post("/join", door))["token"])
    await control(ada, session, "open", "sum")
    await submit(grace, session, answer("sum", ["two"]))
    await control(ada, session, "reveal", "sum")
    [to_ada], [to_bo] = [
        data_of(await who.get(f"/sessions/{session['id']}/leaderboard"))["places"] for who in (ada, bo)
    ]
    assert (to_ada["number"], to_ada["name"]) == (1, "Grace")
    assert (to_bo["number"], to_bo["name"]) == (1, None)


async def test_a_question_that_is_asked_again_counts_in_its_new_round(played: Played) -> None:
    await control(played.ada, played.session, "round", "sum")
    await submit(played.wrong, played.session, answer("sum", ["two"], attempt=2))
    await control(played.ada, played.session, "reveal", "sum")
    board = data_of(await played.ada.get(f"/sessions/{played.session['id']}/leaderboard"))
    assert [(place["rank"], place["points"]) for place in board["places"]] == [(1, 500)]
    assert data_of(await played.right.get("/participants/me/score"))["answered"] == 0


async def test_phones_learn_what_is_right_when_it_is_revealed(played: Played) -> None:
    async def told() -> list[Any]:
        session = data_of(await played.right.get("/participants/me/session"))["session"]
        return [question["correct"] for question in session["questions"] if question["type"] == "quiz"]

    assert await told() == [None, None]
    await control(played.ada, played.session, "reveal", "sum")
    assert await told() == [["two"], None]


async def test_nobody_earns_points_for_what_was_shown(played: Played) -> None:
    path = f"/sessions/{played.session['id']}/submissions"
    copied = answer("sum", ["two"], revision=2)
    await control(played.ada, played.session, "open", "sum")
    await control(played.ada, played.session, "reveal", "sum")
    refused = await played.wrong.post(path, copied)
    assert (refused.status_code, code_of(refused)) == (422, "already_revealed")
    resent = answer("sum", ["ten"], revision=2)
    await control(played.ada, played.session, "hide", "sum")
    await submit(played.wrong, played.session, resent)
    await control(played.ada, played.session, "reveal", "sum")
    assert data_of(await played.wrong.post(path, resent))["status"] == "duplicate", "it was stored before"
    assert data_of(await played.wrong.get("/participants/me/score"))["points"] == 0


async def test_a_form_is_scored_without_time(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada, "open", await published_survey(ada, QUIZ))
    phone = await joined(http, session)
    for revision in range(1, 10):
        form = {"sum": ["two"], "capital": ["a", "b"] if revision == 9 else ["c"]}
        await submit(phone, session, answer("form", None, revision=revision) | {"answers": form})
    control_path, reveal = f"/sessions/{session['id']}/control", {"action": "reveal", "question": "capital"}
    assert code_of(await ada.post(control_path, reveal)) == "answers_still_taken"
    late = data_of(await (await joined(http, session)).get("/participants/me/session"))["session"]
    assert late["questions"][1]["correct"] is None
    await control(ada, session, "reveal", "word")
    await control(ada, session, "end")
    ended = data_of(await ada.get(f"/sessions/{session['id']}"))["state_version"]
    assert data_of(await ada.post(control_path, reveal))["state_version"] == ended + 1
    assert [
        place["points"] for place in data_of(await ada.get(f"/sessions/{session['id']}/leaderboard"))["places"]
    ] == [1_000]
    assert data_of(await phone.get("/participants/me/session"))["session"]["questions"][1]["correct"] == ["a", "b"]
    score = data_of(await phone.get("/participants/me/score"))
    assert (score["points"], score["out_of"], score["answered"]) == (1_000, 1_000, 1)


async def test_the_last_question_of_a_quiz_counts_also_where_it_is_revealed_after_the_end(played: Played) -> None:
    for action, question in (("reveal", "sum"), ("end", None), ("reveal", "capital"), ("leaderboard", None)):
        await control(played.ada, played.session, action, question)
    place = data_of(await played.right.get("/participants/me/leaderboard"))
    assert (place["rank"], [leader["points"] > 500 for leader in place["leaders"]]) == (1, [True, False])
    told = [event["action"] for event in data_of(await played.ada.get("/audit-events"))["items"]]
    assert told.count("session.ended") == 1


async def test_the_file_runs_no_formula(played: Played) -> None:
    itself = f"/sessions/{played.session['id']}"
    plain, marked = await played.ada.get(f"{itself}/export.csv"), await played.ada.get(f"{itself}/export.csv?bom=true")
    assert plain.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in plain.headers["content-disposition"]
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert '"\'=HYPERLINK(""x"")"' in plain.text
    header = plain.text.splitlines()[0].split(",")
    assert header[:4] == ["participant", "attempt", "first_at", "last_at"]
    book = (await played.ada.get(f"{itself}/codebook.json")).json()
    assert [column["name"] for column in book["columns"]] == header
    assert book["columns"][4]["labels"] == {"two": "2", "ten": "10"}
    rows = (await played.ada.get(f"{itself}/export.json")).json()
    assert sorted(row["sum_points"] for row in rows) == [0, 500]
    assert [row["word"] for row in rows if "word" in row] == ['=HYPERLINK("x")']


async def test_a_session_without_answers_has_empty_files(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    session = await started_session(ada)
    assert (await ada.get(f"/sessions/{session['id']}/export.json")).json() == []
    assert len((await ada.get(f"/sessions/{session['id']}/export.csv")).text.splitlines()) == 1


async def test_what_takes_longer_than_a_proxy_waits_is_a_report(played: Played, database: Database) -> None:
    many: dict[str, Any] = {
        "_id": played.session["id"],
        "organization": "org_1",
        "entries": MAX_ENTRIES + 1,
        "cells": {},
    }
    place = {"generation": 1, "epoch": 1, "version": 1, "position": 1, "as_of": utc_now()}
    await database["tallies"].insert_one({**many, **place})
    for kind in ("csv", "json"):
        refused = await played.ada.get(f"/sessions/{played.session['id']}/export.{kind}")
        assert (refused.status_code, code_of(refused)) == (409, "report_needed")


async def test_only_members_may_export(played: Played) -> None:
    assert code_of(await played.right.get(f"/sessions/{played.session['id']}/export.csv")) == "not_allowed"
