"""Reports: asked for over REST, made by a worker, told over the socket, given out by signed links."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.core.clock import utc_now
from app.core.settings import Settings
from app.features.reports.service import LinkNote
from app.infra.mongo import Database
from app.infra.notes import Notes
from app.wiring.upkeep import run_upkeep
from tests.builders.reports import downloaded, ended, made, members, requested, working
from tests.builders.rest import Caller, answer, code_of, data_of, joined, published_survey, registered, started_session

QUESTIONS: list[dict[str, Any]] = [
    {"type": "single_choice", "id": "drink", "title": "Tea or coffee?", "allow_na": True,
     "other": {"label": "Something else"}, "options": [{"id": "tea", "label": "Tea"},
                                                       {"id": "coffee", "label": "Coffee"}]},
    {"type": "scale", "id": "sugar", "title": "How much sugar?", "min": 0, "max": 5,
     "show_if": {"op": "is", "question": "drink", "value": "tea"}},
    {"type": "long_text", "id": "why", "title": "=Why?"},
]  # fmt: skip
FORMULA = '=HYPERLINK("http://evil.example")'
FORMS: list[dict[str, Any]] = [
    {"drink": "tea", "sugar": 3, "why": FORMULA},
    {"drink": {"other": "Mate"}},
    {"drink": {"na": True}, "why": "I do not drink."},
    {"drink": "coffee", "why": "-1+1"},
]


class World:
    """An open session with four respondents; the first one changed an answer and took one back."""

    ada: Caller
    session: str
    phones: list[Caller]


@pytest.fixture
async def world(http: httpx.AsyncClient) -> World:
    made = World()
    made.ada = await registered(http)
    session = await started_session(made.ada, "open", await published_survey(made.ada, QUESTIONS))
    made.session, made.phones = session["id"], [await joined(http, session) for _ in FORMS]
    for phone, form in zip(made.phones, FORMS, strict=True):
        data_of(await phone.post(f"/sessions/{made.session}/submissions", answer("form", None) | {"answers": form}))
    changed = answer("form", None, revision=2) | {"answers": {**FORMS[0], "sugar": 5, "why": None}}
    data_of(await made.phones[0].post(f"/sessions/{made.session}/submissions", changed))
    return made


@pytest.fixture
async def worker(settings: Settings, world: World) -> AsyncIterator[None]:
    async with working(settings):
        yield


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def test_a_report_loses_nothing_and_says_what_it_was_made_from(world: World, worker: None) -> None:
    report = await made(world.ada, world.session, "csv", options={"shape": "long", "revisions": True})
    content = await downloaded(world.ada, report["id"])
    assert report["file"]["size"] == len(content)
    assert report["file"]["digest"] == hashlib.sha256(content).hexdigest()
    assert report["file"]["name"] == "breakfast-1.csv.zip"
    files = members(content)
    assert json.loads(files["manifest.json"]) == report["manifest"]
    assert (report["manifest"]["rows"], report["manifest"]["participants"]) == (4, 4)
    assert (report["manifest"]["version"], report["manifest"]["position"]["entries"]) == (1, 5)
    rows = rows_of(files["answers.csv"])
    said = {(row["question"], row["status"], row["value"]) for row in rows if not row["column"].endswith("_na")}
    assert said == {
        ("drink", "answered", "tea"), ("sugar", "answered", "5"), ("why", "taken_back", ""),
        ("drink", "answered", "Mate"), ("sugar", "not_shown", ""), ("why", "skipped", ""),
        ("drink", "not_applicable", ""), ("why", "answered", "I do not drink."),
        ("drink", "answered", "coffee"), ("why", "answered", "'-1+1"),
    }  # fmt: skip
    assert {row["label"] for row in rows if row["value"] == "tea"} == {"Tea"}
    revisions = rows_of(files["revisions.csv"])
    assert len(revisions) == sum(len(form) for form in [*FORMS, FORMS[0]])
    assert [(row["revision"], row["status"], row["value"], row["replaced"]) for row in revisions
            if row["question"] == "sugar"] == [("1", "given", "3", ""), ("2", "given", "5", "3")]  # fmt: skip
    assert [(row["revision"], row["status"], row["value"]) for row in revisions if row["question"] == "why"
            and (row["replaced"] or row["value"][:2] == "'=")] == [
        ("1", "given", f"'{FORMULA}"), ("2", "taken_back", "")]  # fmt: skip
    assert "'=Why?" in files["codebook.csv"]


async def test_a_report_made_again_at_its_position_gives_the_same_numbers(world: World, worker: None) -> None:
    wanted: dict[str, Any] = {"filters": {"questions": ["drink"], "where": {"op": "answered", "question": "why"}}}
    first = await made(world.ada, world.session, "json", **wanted)
    more = answer("form", None, revision=2) | {"answers": {"drink": "tea", "why": "Now I do."}}
    data_of(await world.phones[2].post(f"/sessions/{world.session}/submissions", more))
    later = await made(world.ada, world.session, "json", **wanted)
    position = first["manifest"]["position"]
    again = await made(world.ada, world.session, "json", **wanted, as_of=position["as_of"])
    assert again["manifest"]["position"] == position
    assert later["manifest"]["position"]["digest"] != position["digest"]
    told = [json.loads(await downloaded(world.ada, report["id"])) for report in (first, again, later)]
    assert told[0]["answers"] == told[1]["answers"] != told[2]["answers"]
    assert sorted(row.get("drink", "na") for row in told[0]["answers"]) == ["coffee", "na"]
    assert {column["question"] for column in told[0]["codebook"]["columns"]} == {None, "drink"}


async def test_a_report_holds_what_a_gateway_whose_clock_is_ahead_acknowledged_before_it_was_asked_for(
    world: World, worker: None, database: Database
) -> None:
    newest = [entry async for entry in database["entries"].find({"session": world.session})][-1]
    ahead = utc_now() + timedelta(seconds=1.5)
    await database["entries"].update_one({"_id": newest["_id"]}, {"$set": {"at": ahead}})
    first = (await made(world.ada, world.session, "json"))["manifest"]["position"]
    assert first["entries"] == 5
    late = answer("form", None, revision=2) | {"answers": {"drink": "tea"}}
    data_of(await world.phones[1].post(f"/sessions/{world.session}/submissions", late))
    again = await made(world.ada, world.session, "json", as_of=first["as_of"])
    assert again["manifest"]["position"] == first


async def test_a_link_ends_by_time_by_deletion_and_by_any_change(
    http: httpx.AsyncClient, world: World, worker: None, settings: Settings
) -> None:
    report = await made(world.ada, world.session, "json")
    link = data_of(await world.ada.post(f"/reports/{report['id']}/link"))
    assert utc_now() < datetime.fromisoformat(link["expires_at"]) <= utc_now() + timedelta(minutes=15)
    path, anybody = link["url"].partition("/api/v1")[2], Caller(http)
    assert (await anybody.get(path)).status_code == 200
    assert code_of(await anybody.get(f"{path[:-4]}AAAA")) == "token_invalid"
    key = Notes(
        settings.signing_secret(), "report", lambda: utc_now() - timedelta(hours=1), lifetime=timedelta(minutes=15)
    )
    expired = key.write(LinkNote(report["id"], "org_1"))
    assert code_of(await anybody.get(f"/reports/files/{expired}")) == "token_expired"
    data_of(await world.ada.call("DELETE", f"/reports/{report['id']}"))
    assert code_of(await anybody.get(path)) == "not_found"
    assert code_of(await world.ada.get(f"/reports/{report['id']}")) == "not_found"


async def test_erasing_somebody_removes_every_file_that_holds_their_words(
    world: World, worker: None, settings: Settings, database: Database
) -> None:
    report = await made(world.ada, world.session, "csv")
    link = data_of(await world.ada.post(f"/reports/{report['id']}/link"))["url"].partition("/api/v1")[2]
    assert "Mate" in members((await world.ada.get(link)).content)["answers.csv"]
    data_of(await world.phones[1].call("DELETE", "/participants/me"))
    after = data_of(await world.ada.get(f"/reports/{report['id']}"))
    assert (after["state"], after["file"], after["manifest"]) == ("expired", None, report["manifest"])
    assert code_of(await world.ada.get(link)) == "not_found"
    assert await database["report_files.chunks"].count_documents({"files_id": f"{report['id']}-1"}) == 0
    again = await made(world.ada, world.session, "csv", as_of=report["manifest"]["position"]["as_of"])
    files = members(await downloaded(world.ada, again["id"]))
    assert "Mate" not in files["answers.csv"]
    assert again["manifest"]["position"]["digest"] != report["manifest"]["position"]["digest"], "and it says so"


async def test_a_file_of_answers_that_were_erased_unnoticed_is_not_given_out_and_swept(
    world: World, worker: None, settings: Settings, database: Database
) -> None:
    """As where an erasure and the making of a report passed each other."""
    reports = [await made(world.ada, world.session, "json") for _ in range(2)]
    link = data_of(await world.ada.post(f"/reports/{reports[0]['id']}/link"))["url"].partition("/api/v1")[2]
    erased = {"session": world.session, "organization": "org_1", "requested_at": utc_now(), "is_open": False}
    await database["erasures"].insert_one({"_id": "par_1", **erased, "chains": [["a", 1]], "wiped_at": utc_now()})
    assert code_of(await world.ada.get(link)) == "not_found"
    assert (await run_upkeep(settings)).reports_removed == 1
    states = [data_of(await world.ada.get(f"/reports/{report['id']}"))["state"] for report in reports]
    assert states == ["expired", "expired"]
    assert await database["report_files.files"].count_documents({"_id": {"$ne": ""}}) == 0


async def test_files_go_when_their_time_is_over(
    world: World, worker: None, settings: Settings, database: Database
) -> None:
    report = await made(world.ada, world.session, "json")
    await database["reports"].update_one({"_id": report["id"]}, {"$set": {"expires_at": utc_now()}})
    assert code_of(await world.ada.post(f"/reports/{report['id']}/link")) == "not_found"
    assert (await run_upkeep(settings)).reports_removed == 1
    assert data_of(await world.ada.get(f"/reports/{report['id']}"))["state"] == "expired"


async def test_what_cannot_be_made_is_refused_or_fails_with_its_reason(
    http: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    ada = await registered(http)
    survey = await published_survey(ada, QUESTIONS)
    small = {"survey": survey, "mode": "open", "settings": {"min_group_size": 2}}
    session = data_of(await ada.post("/sessions", small))
    path = f"/sessions/{session['id']}/reports"
    assert code_of(await ada.post(path, {"format": "csv"})) == "group_too_small"
    for _ in range(2):
        phone = await joined(http, session)
        form = answer("form", None) | {"answers": FORMS[0]}
        data_of(await phone.post(f"/sessions/{session['id']}/submissions", form))
    picking = {
        "format": "json",
        "as_of": (utc_now() + timedelta(days=1)).isoformat(),
        "filters": {"questions": ["nothing"], "where": {"op": "answered", "question": "gone"}},
    }
    refusal = await ada.post(path, picking)
    assert refusal.status_code == 422
    assert {(error["field"], error["code"]) for error in refusal.json()["errors"]} == {
        ("as_of", "out_of_range"), ("as_of", "not_possible"), ("filters.where", "not_possible"),
        ("filters.where.question", "unknown_question"), ("filters.questions.0", "unknown_question"),
    }  # fmt: skip
    for far in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1969-12-31T23:59:59Z"):
        refusal = await ada.post(path, {"format": "pdf", "as_of": far})
        assert (refusal.status_code, code_of(refusal)) == (422, "out_of_range")
    report = await requested(ada, session["id"], "csv")
    assert (report["state"], report["file"]) == ("queued", None)
    assert code_of(await ada.post(f"/reports/{report['id']}/link")) == "not_found"
    await database["sessions"].update_one({"_id": session["id"]}, {"$set": {"log_removed_at": datetime.now(UTC)}})
    async with working(settings):
        failed = await ended(ada, report["id"])
    assert (failed["state"], failed["error"]["code"]) == ("failed", "answers_removed")
    listed = data_of(await ada.get(path))
    assert [one["id"] for one in listed["items"]] == [report["id"]]
    assert code_of(await ada.post(path, {"format": "json"})) == "answers_removed"
    phone = await joined(http, session)
    assert code_of(await phone.get(f"/reports/{report['id']}")) == "not_allowed"
