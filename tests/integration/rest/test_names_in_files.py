"""Names in files: of identified sessions, for who may read them, and in a report only where it was asked for."""

from __future__ import annotations

import csv
import io

import httpx

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.builders.colleagues import verified_owner
from tests.builders.reports import downloaded, made, members, working
from tests.builders.rest import Caller, answer, code_of, data_of, published_survey, started_session


async def named(http: httpx.AsyncClient, ada: Caller) -> tuple[str, list[str]]:
    """A session that asks for names, and its three respondents."""
    survey = await published_survey(ada)
    body = {"survey": survey, "mode": "open", "settings": {"identity": "identified"}}
    session, people = data_of(await ada.post("/sessions", body)), []
    for name, email in (("=Ada", "ada@example.org"), ("Bob", None), ("Cyd", "cyd@example.org")):
        join = {"session": session["id"], "name": name} | ({"email": email} if email else {})
        told = data_of(await Caller(http).post("/join", join))
        form = answer("form", None) | {"answers": {"q3": name}}
        data_of(await Caller(http, told["token"]).post(f"/sessions/{session['id']}/submissions", form))
        people.append(told["participant"])
    return session["id"], people


async def test_who_may_read_names_finds_them_in_the_files_of_an_identified_session(
    http: httpx.AsyncClient, database: Database
) -> None:
    ada = await verified_owner(http, database)
    session, (_, _, erased) = await named(http, ada)
    await database["participants"].delete_one({"_id": erased})
    rows = list(csv.DictReader(io.StringIO((await ada.get(f"/sessions/{session}/export.csv")).text)))
    assert sorted((row["participant_name"], row["participant_email"]) for row in rows) == [
        ("", ""), ("'=Ada", "ada@example.org"), ("Bob", ""),
    ]  # fmt: skip
    objects = (await ada.get(f"/sessions/{session}/export.json")).json()
    assert sorted(one.get("participant_name", "") for one in objects) == ["", "=Ada", "Bob"]
    book = (await ada.get(f"/sessions/{session}/codebook.json")).json()
    assert [column["name"] for column in book["columns"]] == list(rows[0])
    key = data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["results:export"]}))["key"]
    plain = (await Caller(http, key).get(f"/sessions/{session}/export.csv")).text
    assert plain.splitlines()[0].split(",")[:2] == ["participant", "attempt"]
    assert "ada@example.org" not in plain


async def test_a_report_holds_names_only_where_asked_and_allowed(
    http: httpx.AsyncClient, settings: Settings, database: Database
) -> None:
    ada, asked = await verified_owner(http, database), {"options": {"names": True}}
    silent = (await started_session(ada))["id"]
    anonymous = await ada.post(f"/sessions/{silent}/reports", {"format": "csv", **asked})
    assert (code_of(anonymous), anonymous.json()["errors"][0]["field"]) == ("not_possible", "options.names")
    session, _ = await named(http, ada)
    figures = await ada.post(f"/sessions/{session}/reports", {"format": "pdf", **asked})
    assert code_of(figures) == "not_possible"
    key = data_of(await ada.post("/api-keys", {"name": "k", "scopes": ["results:export"]}))["key"]
    refused = await Caller(http, key).post(f"/sessions/{session}/reports", {"format": "csv", **asked})
    assert code_of(refused) == "not_allowed"
    async with working(settings):
        wide = await made(ada, session, "csv", **asked)
        long = await made(ada, session, "csv", options={"names": True, "shape": "long"})
        plain = await made(ada, session, "json")
    assert code_of(await Caller(http, key).post(f"/reports/{wide['id']}/link")) == "not_allowed"
    for report in (wide, long):
        table = members(await downloaded(ada, report["id"]))["answers.csv"]
        names = {row["participant_name"] for row in csv.DictReader(io.StringIO(table))}
        assert names == {"'=Ada", "Bob", "Cyd"}
    assert b"example.org" not in await downloaded(ada, plain["id"])
