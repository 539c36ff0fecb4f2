"""Reports of several sessions: their numbers, made again, refused, and gone with any answer that is erased."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx
import openpyxl
import pypdf
import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.reports import downloaded, made, members, requested, working
from tests.builders.rest import Caller, answer, code_of, data_of, joined, published_survey, registered, started_session
from tests.fixtures.gateways import running_relay
from tests.fixtures.waiting import until


class World:
    """Two open sessions of a survey, with four respondents each, counted."""

    ada: Caller
    survey: str
    first: dict[str, Any]
    second: dict[str, Any]
    phones: list[Caller]

    def sides(self) -> dict[str, Any]:
        return {"sides": [{"session": self.first["id"]}, {"session": self.second["id"]}]}


@pytest.fixture
async def world(http: httpx.AsyncClient, settings: Settings, database: Database) -> World:
    made = World()
    made.ada = await registered(http)
    made.survey = await published_survey(made.ada)
    made.phones = []
    made.first = await run_with(http, made, ["tea", "coffee", "coffee", "coffee"])
    made.second = await run_with(http, made, ["tea", "tea", "tea", "coffee"])
    async with running_relay(settings):
        await until(lambda: counted(database, 8))
    return made


async def run_with(http: httpx.AsyncClient, world: World, drinks: list[str], **run: Any) -> dict[str, Any]:
    session: dict[str, Any] = data_of(
        await world.ada.post("/sessions", {"survey": world.survey, "mode": "open", **run})
    )
    for drink in drinks:
        phone = await joined(http, session)
        form = answer("form", None) | {"answers": {"q1": drink, "q2": 3 + (drink == "tea")}}
        data_of(await phone.post(f"/sessions/{session['id']}/submissions", form))
        world.phones.append(phone)
    return session


async def counted(database: Database, entries: int) -> bool:
    tallies = await database["tallies"].find({}).to_list(None)
    return bool(sum(tally["entries"] for tally in tallies) == entries)


def numbers_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(members(content)["numbers.csv"], newline="")))


async def test_every_format_tells_both_sides_and_how_far_they_are_apart(world: World, settings: Settings) -> None:
    async with working(settings):
        reports = {kind: await made(world.ada, world.second["id"], kind, compared=world.sides())
                   for kind in ("csv", "json", "xlsx", "pdf")}  # fmt: skip
    manifest = reports["csv"]["manifest"]
    assert [(side["session"], side["verdict"], side["position"]["entries"]) for side in manifest["sides"]] == [
        (world.first["id"], "agrees", 4), (world.second["id"], "agrees", 4),
    ]  # fmt: skip
    assert (manifest["verdict"], manifest["participants"], manifest["session"]) == ("agrees", 8, world.second["id"])
    content = {kind: await downloaded(world.ada, report["id"]) for kind, report in reports.items()}
    told = {(row["question"], row["key"], row["side"]): row for row in numbers_of(content["csv"])}
    tea = told["q1", "share:tea", "2"]
    assert (tea["n"], tea["count"], tea["value"], tea["difference"], tea["label"]) == ("4", "3", "0.75", "0.5", "Tea")
    assert float(tea["difference_low"]) < 0.5 < float(tea["difference_high"])
    assert [told["q2", "mean", side]["value"] for side in "12"] == ["3.25", "3.75"]
    document = json.loads(content["json"])
    shares = {one["key"]: one["points"] for one in document["questions"][0]["measures"]}
    assert [point["value"] for point in shares["share:coffee"]] == [0.75, 0.25]
    assert document["manifest"] == reports["json"]["manifest"]
    book = openpyxl.load_workbook(io.BytesIO(content["xlsx"]))
    assert book.sheetnames[:4] == ["Manifest", "Sides", "Numbers", "1 q1"]
    rows = {row[0]: row[1:6] for row in book["1 q1"].values if row[0] is not None}
    assert rows["Tea"] == pytest.approx((0.25, 0.75, 0.5, *map(float, (tea["difference_low"], tea["difference_high"]))))
    pdf = pypdf.PdfReader(io.BytesIO(content["pdf"]))
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_object().get_data()  # type: ignore[index]
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Tea 25.0 % 75.0 % +50.0" in text
    assert "Mean 3.25 3.75 +0.50" in text


async def test_over_time_made_again_at_its_positions_has_the_same_numbers_and_sides(
    http: httpx.AsyncClient, world: World, settings: Settings
) -> None:
    async with working(settings):
        report = await made(world.ada, world.first["id"], "csv", compared={})
        manifest = report["manifest"]
        assert [side["session"] for side in manifest["sides"]] == [world.first["id"], world.second["id"]]
        await run_with(http, world, ["coffee"])
        changed = answer("form", None, revision=2) | {"answers": {"q1": "coffee", "q2": 1}}
        data_of(await world.phones[0].post(f"/sessions/{world.first['id']}/submissions", changed))
        later = await made(world.ada, world.first["id"], "csv", compared={})
        as_of = manifest["position"]["as_of"]
        named = {"sides": [{name: side[name] for name in ("session", "round")} for side in manifest["sides"]]}
        again = [
            await made(world.ada, world.first["id"], "csv", compared=wanted, as_of=as_of) for wanted in (named, {})
        ]
    files = [numbers_of(await downloaded(world.ada, one["id"])) for one in (report, *again, later)]
    assert files[0] == files[1] == files[2] != files[3]
    assert [side["position"] for side in again[0]["manifest"]["sides"]] == [
        side["position"] for side in manifest["sides"]
    ]
    assert len(later["manifest"]["sides"]) == 3


async def test_each_round_of_a_session_tells_its_own_people_and_the_whole_each_of_them_once(
    http: httpx.AsyncClient, settings: Settings
) -> None:
    world = World()
    world.ada, world.phones = await registered(http), []
    world.survey = await published_survey(world.ada)
    session = await run_with(http, world, ["tea", "coffee", "tea"], settings={"attempts": 3})
    for phone, attempt in ((world.phones[0], 2), (world.phones[0], 3), (world.phones[1], 2)):
        form = answer("form", None, attempt=attempt) | {"answers": {"q1": "tea"}}
        data_of(await phone.post(f"/sessions/{session['id']}/submissions", form))
    rounds = {"sides": [{"session": session["id"], "round": number} for number in (2, 3)]}
    async with working(settings):
        report = await made(world.ada, session["id"], "csv", compared=rounds)
    told = members(await downloaded(world.ada, report["id"]))["sides.csv"]
    sides = [(row["participants"], row["sheets"]) for row in csv.DictReader(io.StringIO(told, newline=""))]
    assert sides == [("2", "2"), ("1", "1")]
    assert (report["manifest"]["participants"], report["manifest"]["rows"]) == (2, 3)


async def test_what_cannot_be_compared_is_refused(http: httpx.AsyncClient, world: World) -> None:
    path, here = f"/sessions/{world.first['id']}/reports", {"session": world.first["id"]}

    async def refusal(kind: str = "pdf", **wanted: Any) -> str:
        return code_of(await world.ada.post(path, {"format": kind, "compared": world.sides(), **wanted}))

    assert await refusal("spss") == "not_possible"
    assert await refusal("csv", options={"revisions": True}) == "not_possible"
    assert await refusal(filters={"attempt": 2}) == "not_possible"
    assert await refusal(filters={"questions": ["gone"]}) == "unknown_question"
    assert await refusal(compared={"sides": [here, here]}) == "duplicate_value"
    assert await refusal(compared={"sides": [{"session": world.second["id"]}]}) == "not_possible", "itself is missing"
    other = await started_session(world.ada, "open")
    assert await refusal(compared={"sides": [here, {"session": other["id"]}]}) == "not_possible", "of another survey"
    theirs = await started_session(await registered(http, "eve"), "open")
    assert await refusal(compared={"sides": [here, {"session": theirs["id"]}]}) == "not_found"


async def test_a_side_of_few_people_shows_what_its_screen_shows(
    http: httpx.AsyncClient, world: World, settings: Settings, database: Database
) -> None:
    async with running_relay(settings), working(settings):
        await until(lambda: counted(database, 8))
        hidden = await run_with(http, world, ["tea", "tea"], settings={"min_group_size": 3})
        wanted = {"sides": [{"session": world.first["id"]}, {"session": hidden["id"]}]}
        await until(lambda: counted(database, 10))
        path = f"/sessions/{world.first['id']}/reports"
        past = {"format": "csv", "compared": wanted, "as_of": world.first["created_at"]}
        assert code_of(await world.ada.post(path, past)) == "not_possible"
        report = await made(world.ada, world.first["id"], "csv", compared=wanted)
    rows = numbers_of(await downloaded(world.ada, report["id"]))
    assert {(row["state"], row["value"]) for row in rows if row["side"] == "2" and row["question"] == "q1"} == {
        ("hidden", "")
    }


async def test_erasing_somebody_on_any_side_removes_the_file(
    world: World, settings: Settings, services: WebServices
) -> None:
    async with working(settings):
        report = await made(world.ada, world.first["id"], "csv", compared=world.sides())
    data_of(await world.phones[-1].call("DELETE", "/participants/me"))
    after = data_of(await world.ada.get(f"/reports/{report['id']}"))
    assert (after["state"], after["file"]) == ("expired", None)
    assert (await requested(world.ada, world.first["id"], "csv"))["state"] == "queued"
