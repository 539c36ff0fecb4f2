"""What people wrote, over REST: searched, in pages, with tags that are on the text that was read and on no other."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from app.wiring.reports import report_maker
from app.wiring.web import WebServices
from tests.builders.reports import downloaded, members, requested
from tests.builders.rest import Caller, answer, code_of, data_of, joined, new_key, published_survey, registered
from tests.builders.sessions import Silent

QUESTIONS: list[dict[str, Any]] = [
    {"type": "long_text", "id": "why", "title": "Why?"},
    {"type": "single_choice", "id": "drink", "title": "What?", "other": {"label": "Else"}, "options": [
        {"id": "tea", "label": "Tea"}, {"id": "coffee", "label": "Coffee"}]},
    {"type": "scale", "id": "awake", "title": "How awake?", "min": 1, "max": 7},
]  # fmt: skip
SHEETS: list[dict[str, Any]] = [
    {"why": "Der Kaffee ist zu früh kalt.", "drink": "coffee"},
    {"why": "It is TOO early\nfor anything.", "drink": {"other": "Maté"}},
    {"why": "Zu früh!", "drink": "tea"},
    {"drink": "tea", "awake": 3},
]


class Room:
    """An open session, its texts as its owner reads them."""

    def __init__(self, ada: Caller, session: dict[str, Any], services: WebServices) -> None:
        self.ada, self.session, self._services = ada, session, services
        self.path = f"/sessions/{session['id']}/questions"
        self.tags_path = f"/surveys/{session['survey']}/tags"

    async def send(self, phone: Caller, answers: dict[str, Any], *, revision: int = 1) -> None:
        form = {"key": new_key(), "part": "form", "attempt": 1, "revision": revision, "answers": answers}
        data_of(await phone.post(f"/sessions/{self.session['id']}/submissions", form))
        self._services.text_answers.shelves.close()  # no relay says that there is something new

    async def texts(self, asked: str = "", question: str = "why") -> list[dict[str, Any]]:
        return list(data_of(await self.ada.get(f"{self.path}/{question}/texts{asked}"))["items"])

    async def counts(self, asked: str = "", question: str = "why") -> dict[str, Any]:
        return dict(data_of(await self.ada.get(f"{self.path}/{question}/text-counts{asked}")))

    async def save_tags(self, tags: list[dict[str, Any]], version: int = 0) -> httpx.Response:
        return await self.ada.call("PUT", self.tags_path, json={"tags": tags}, headers={"if-match": f'"{version}"'})

    async def tag(self, text: dict[str, Any], tag: str, method: str = "PUT") -> httpx.Response:
        return await self.ada.call(method, f"{self.path}/why/texts/{text['id']}/tags/{tag}")


async def room_of(http: httpx.AsyncClient, services: WebServices, **settings: Any) -> Room:
    ada = await registered(http)
    body = {"survey": await published_survey(ada, QUESTIONS), "mode": "open", "settings": settings}
    return Room(ada, data_of(await ada.post("/sessions", body)), services)


@pytest.fixture
async def room(http: httpx.AsyncClient, services: WebServices) -> Room:
    return await room_of(http, services)


async def filled(http: httpx.AsyncClient, room: Room) -> list[Caller]:
    phones = [await joined(http, room.session) for _ in SHEETS]
    for phone, sheet in zip(phones, SHEETS, strict=True):
        await room.send(phone, sheet)
    return phones


async def test_texts_are_searched_whatever_the_case_and_accents_and_read_in_pages(
    http: httpx.AsyncClient, room: Room
) -> None:
    assert await room.texts() == []
    assert (await room.counts())["texts"] == 0
    phones = await filled(http, room)
    everything = await room.texts()
    assert [one["text"] for one in everything] == [sheet["why"] for sheet in reversed(SHEETS[:3])]
    assert [one["text"] for one in await room.texts("?q=FRUH")] == ["Zu früh!", "Der Kaffee ist zu früh kalt."]
    assert [one["text"] for one in await room.texts("?q=early for")] == [SHEETS[1]["why"]]
    assert await room.texts("?round=2") == []
    assert [one["text"] for one in await room.texts(question="drink")] == ["Maté"]
    found = await room.counts("?q=fruh")
    assert (found["texts"], found["untagged"], found["found"]) == (3, 3, 2)

    pages, cursor = [], ""
    for _ in range(3):
        shown = data_of(await room.ada.get(f"{room.path}/why/texts?limit=1{cursor}"))
        pages += shown["items"]
        cursor = f"&cursor={shown['next_cursor']}"
    assert pages == everything
    assert shown["next_cursor"] is None
    first = data_of(await room.ada.get(f"{room.path}/why/texts?limit=1"))["next_cursor"]
    other = await room.ada.get(f"{room.path}/why/texts?limit=1&q=zu&cursor={first}")
    assert code_of(other) == "cursor_mismatch"
    assert code_of(await room.ada.get(f"{room.path}/why/texts?cursor=bm9uZQ")) == "invalid_cursor"

    await room.send(phones[2], {"why": "On second thoughts: fine.", "drink": "tea"}, revision=2)
    await room.send(phones[0], {"drink": "tea"}, revision=2)
    assert [one["text"] for one in await room.texts()] == ["On second thoughts: fine.", SHEETS[1]["why"]]
    assert code_of(await room.ada.get(f"{room.path}/awake/texts")) == "not_possible"
    assert code_of(await room.ada.get(f"{room.path}/gone/texts")) == "not_found"


async def test_a_tag_is_on_the_text_that_was_read_and_its_counts_add_up(
    http: httpx.AsyncClient, room: Room, database: Database
) -> None:
    phones = await filled(http, room)
    saved = data_of(await room.save_tags([{"name": "Too early", "colour": "blue"}, {"name": "Kälte"}]))
    early, cold = (tag["id"] for tag in saved["tags"])
    last, middle, first = await room.texts()
    for text, tag in ((last, early), (last, early), (middle, early), (first, early), (first, cold)):
        data_of(await room.tag(text, tag))
    counts = await room.counts(f"?tag={cold}")
    assert [(tag["name"], tag["texts"]) for tag in counts["tags"]] == [("Too early", 3), ("Kälte", 1)]
    assert (counts["texts"], counts["untagged"], counts["found"]) == (3, 0, 1)
    assert [one["id"] for one in await room.texts(f"?tag={cold}")] == [first["id"]]
    assert set((await room.texts(f"?tag={cold}"))[0]["tags"]) == {early, cold}
    data_of(await room.tag(middle, early, "DELETE"))
    assert [one["id"] for one in await room.texts("?untagged=true")] == [middle["id"]]

    await room.send(phones[2], {"why": "Zu spät!", "drink": "tea"}, revision=2)
    assert (await room.counts())["untagged"] == 2  # the changed text has no tag
    assert (await room.tag(last, cold)).status_code == 404
    await room.send(phones[2], {"why": SHEETS[2]["why"], "drink": "tea"}, revision=3)
    assert (await room.counts())["untagged"] == 1
    assert (await room.tag(first, "tag_of_nobody")).status_code == 404

    data_of(await room.save_tags([{"id": cold, "name": "Cold", "colour": "red"}], version=1))
    counts = await room.counts()
    assert [(tag["name"], tag["texts"]) for tag in counts["tags"]] == [("Cold", 1)]
    assert counts["untagged"] == 2
    told = data_of(await room.ada.get("/audit-events?limit=50"))["items"]
    actions = [event["action"] for event in told if event["action"].split(".")[0] in ("text", "tags")]
    assert sorted(actions) == ["tags.saved"] * 2 + ["text.tagged"] * 4 + ["text.untagged"]
    assert last["participant"] not in str(told)

    data_of(await phones[0].call("DELETE", "/participants/me"))
    assert [one["id"] for one in await room.texts()] == [last["id"], middle["id"]]
    assert (await room.counts())["tags"][0]["texts"] == 0
    assert await database["text_tags"].count_documents({"participant": first["participant"]}) == 0


async def test_exports_have_a_column_of_the_tags_on_what_was_written(
    http: httpx.AsyncClient, room: Room, database: Database, services: WebServices
) -> None:
    phones = await filled(http, room)
    path = f"/sessions/{room.session['id']}"
    assert "why_tags" not in (await room.ada.get(f"{path}/export.csv")).text, "this survey has no tags yet"
    saved = data_of(await room.save_tags([{"name": "Too early; really"}, {"name": "Kälte"}]))
    early, cold = (tag["id"] for tag in saved["tags"])
    last, middle, first = await room.texts()
    for text, tag in ((first, cold), (first, early), (middle, early), (last, early)):
        data_of(await room.tag(text, tag))
    await room.send(phones[2], {"why": "Changed since", "drink": "tea"}, revision=2)

    tagged = {SHEETS[0]["why"]: "Too early, really; Kälte", SHEETS[1]["why"]: "Too early, really"}
    rows = list(csv.DictReader(io.StringIO((await room.ada.get(f"{path}/export.csv")).text, newline="")))
    assert {row["why"]: row["why_tags"] for row in rows if row["why_tags"]} == tagged
    cells = (await room.ada.get(f"{path}/export.json")).json()
    assert {row["why"]: row["why_tags"] for row in cells if "why_tags" in row} == tagged
    book = (await room.ada.get(f"{path}/codebook.json")).json()["columns"]
    assert [column["name"] for column in book if column["name"].endswith("_tags")] == ["why_tags", "drink_tags"]

    maker = report_maker(database, services.sessions, services.participants, Silent())
    report = await requested(room.ada, room.session["id"], "csv", options={"shape": "long"})
    await maker.make(report["id"], is_last=True)
    long = csv.DictReader(io.StringIO(members(await downloaded(room.ada, report["id"]))["answers.csv"], newline=""))
    assert sorted(row["value"] for row in long if row["column"] == "why_tags") == sorted(tagged.values())


async def test_names_of_tags_stay_apart_and_no_edit_overwrites_another(room: Room) -> None:
    twice = await room.save_tags([{"name": "Kälte"}, {"name": " KALTE "}])
    assert [(error["field"], error["code"]) for error in twice.json()["errors"]] == [("tags.1.name", "duplicate_value")]
    assert code_of(await room.save_tags([{"name": "Cold", "id": "tag_of_nobody"}])) == "unknown_value"
    data_of(await room.save_tags([{"name": "Cold"}]))
    assert code_of(await room.save_tags([{"name": "Warm"}])) == "edit_conflict"
    found = await room.ada.get(room.tags_path)
    assert [tag["name"] for tag in data_of(found)["tags"]] == ["Cold"]


async def test_texts_of_few_people_are_not_given_out_where_small_groups_are_hidden(
    http: httpx.AsyncClient, services: WebServices, settings: Settings
) -> None:
    room = await room_of(http, services, min_group_size=3)
    phones = [await joined(http, room.session) for _ in range(3)]
    for phone in phones[:2]:
        await room.send(phone, SHEETS[0])
    for asked in ("texts", "text-counts"):
        assert code_of(await room.ada.get(f"{room.path}/why/{asked}")) == "group_too_small"
    await room.send(phones[2], SHEETS[1])
    assert len(await room.texts()) == 3


async def test_an_answer_of_a_round_is_tagged_by_itself(http: httpx.AsyncClient, services: WebServices) -> None:
    ada = await registered(http)
    survey = await published_survey(ada, QUESTIONS)
    room = Room(ada, data_of(await ada.post("/sessions", {"survey": survey, "mode": "live"})), services)
    phone = await joined(http, room.session)
    path = f"/sessions/{room.session['id']}"
    for action, attempt in (("next", 1), ("round", 2)):
        data_of(await ada.post(f"{path}/control", {"action": action}))
        data_of(await phone.post(f"{path}/submissions", answer("why", "The same.", attempt=attempt)))
    saved = data_of(await room.save_tags([{"name": "Cold"}]))
    second, first = await room.texts()
    assert (second["round"], first["round"]) == (2, 1)
    data_of(await room.tag(second, saved["tags"][0]["id"]))
    assert [(await room.counts(f"?round={attempt}"))["untagged"] for attempt in (1, 2)] == [1, 0]
