"""What a part of the people answered, over REST."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.core.turns import Turns
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.rest import Caller, answer, code_of, data_of, joined, published_survey, registered
from tests.fixtures.queries import Recorder
from tests.integration.log.running import Published, folded, running_relay

SCAN = "entries: {session: …}"

QUESTIONS: list[dict[str, Any]] = [
    {"type": "yes_no", "id": "new", "title": "New here?"},
    {"type": "single_choice", "id": "drink", "title": "Tea or coffee?", "options": [
        {"id": "tea", "label": "Tea"}, {"id": "coffee", "label": "Coffee"}]},
    {"type": "nps", "id": "friends", "title": "Would you tell a friend?"},
    {"type": "short_text", "id": "word", "title": "In a word?"},
]  # fmt: skip
FORMS: list[dict[str, Any]] = [
    {"new": "yes", "drink": "tea", "friends": 9},
    {"new": "yes", "drink": "tea"},
    {"new": "no", "drink": "coffee", "word": "hello", "friends": 3},
    {"new": "no", "drink": "coffee"},
    {"drink": "coffee", "word": "late"},
    {"new": "no", "drink": "tea"},
]


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def started(ada: Caller, mode: str = "open", **settings: Any) -> dict[str, Any]:
    body = {"survey": await published_survey(ada, QUESTIONS), "mode": mode, "settings": settings}
    session: dict[str, Any] = data_of(await ada.post("/sessions", body))
    return session


async def segment(ada: Caller, session: dict[str, Any], question: str, *options: str) -> httpx.Response:
    asked = httpx.QueryParams([("question", question), *(("option", one) for one in options)])
    return await ada.get(f"/sessions/{session['id']}/segment?{asked}")


async def test_a_segment_is_the_column_of_a_crosstab_and_counted_anew_when_the_tally_has_moved(
    http: httpx.AsyncClient, ada: Caller, database: Database, queries: Recorder
) -> None:
    session = await started(ada)
    path = f"/sessions/{session['id']}"
    empty = data_of(await segment(ada, session, "new", "yes"))
    assert (empty["people"], empty["answered"], empty["cells"], empty["version"]) == (0, 0, {}, 0)
    phones = [await joined(http, session) for _ in FORMS]
    async with running_relay(database, Published()):
        for phone, form in zip(phones, FORMS, strict=True):
            data_of(await phone.post(f"{path}/submissions", answer("form", None) | {"answers": form}))
        await folded(database, session["id"], len(FORMS))
        found = data_of(await segment(ada, session, "new", "no"))
        assert (found["people"], found["answered"], found["round"], found["options"]) == (3, 5, 1, ["no"])
        assert found["cells"]["drink@1"] == {"n": 3, "o:tea": 1, "o:coffee": 2}
        assert found["cells"]["word@1"] == {"n": 1, "t:hello": 1}
        assert found["cells"]["friends@1"] == {"n": 1, "v:3": 1}
        table = data_of(await ada.get(f"{path}/crosstab?rows=drink&columns=new"))
        no = table["columns"]["options"].index("no")
        of_no = {option: line[no] for option, line in zip(table["rows"]["options"], table["counts"], strict=True)}
        assert {f"o:{option}": n for option, n in of_no.items()} == {"o:tea": 1, "o:coffee": 2}

        either = data_of(await segment(ada, session, "new", "no", "yes", "no"))
        assert (either["people"], either["cells"]["drink@1"]) == (5, {"n": 5, "o:tea": 3, "o:coffee": 2})
        queries.times.clear()
        assert data_of(await segment(ada, session, "new", "yes", "no")) == either, "in whatever order"
        assert queries.times[SCAN] == 0, "it is kept while the tally stands"

        data_of(await phones[5].call("DELETE", "/participants/me"))
        assert data_of(await segment(ada, session, "new", "no"))["people"] == 2, "who is erased is in it no more"


@pytest.mark.parametrize(
    ("question", "option", "field", "code"),
    [
        ("nothing", "yes", "question", "unknown_question"),
        ("word", "hello", "question", "not_a_choice"),
        ("new", "perhaps", "option", "unknown_option"),
    ],
)
async def test_only_options_of_a_question_make_a_segment(
    ada: Caller, question: str, option: str, field: str, code: str
) -> None:
    refused = await segment(ada, await started(ada), question, option)
    [error] = refused.json()["errors"]
    assert (refused.status_code, error["field"], code_of(refused)) == (422, field, code)


async def test_no_part_of_the_people_is_shown_where_small_groups_are_hidden(ada: Caller) -> None:
    refused = await segment(ada, await started(ada, min_group_size=3), "new", "yes")
    assert (refused.status_code, code_of(refused)) == (409, "wrong_state")


async def test_only_so_many_segments_wait_for_a_log(ada: Caller, services: WebServices) -> None:
    session = await started(ada)
    services.segments.turns = Turns(0, 0)
    refused = await segment(ada, session, "new", "yes")
    assert (refused.status_code, code_of(refused), refused.headers["retry-after"]) == (503, "unavailable", "5")
