"""The answers to one question by the answers to another, over REST."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.core.clock import utc_now
from app.core.turns import Turns
from app.features.crosstabs.service import SETTLED_AFTER, CrosstabService
from app.features.exports.service import ExportService
from app.infra.mongo import Database
from app.wiring.web import WebServices
from tests.builders.erasing import upkeep_service
from tests.builders.rest import Caller, answer, code_of, data_of, joined, keep_answers_for, published_survey, registered
from tests.fixtures.waiting import until
from tests.integration.log.running import Published, folded, running_relay

QUESTIONS: list[dict[str, Any]] = [
    {"type": "yes_no", "id": "new", "title": "New here?"},
    {"type": "single_choice", "id": "drink", "title": "Tea or coffee?", "options": [
        {"id": "tea", "label": "Tea"}, {"id": "coffee", "label": "Coffee"}]},
    {"type": "multiple_choice", "id": "fruits", "title": "Fruits?", "options": [
        {"id": "apple", "label": "Apple"}, {"id": "pear", "label": "Pear"}]},
    {"type": "short_text", "id": "word", "title": "In a word?"},
]  # fmt: skip
FORMS: list[dict[str, Any]] = [
    {"new": "yes", "drink": "tea", "fruits": ["apple", "pear"]},
    {"new": "yes", "drink": "tea", "fruits": ["apple"]},
    {"new": "yes", "drink": "tea", "fruits": ["pear"]},
    {"new": "no", "drink": "coffee", "fruits": ["pear"], "word": "hello"},
    {"new": "no", "drink": "coffee"},
    {"new": "no", "drink": "coffee"},
    {"new": "no", "drink": "tea"},
]


@pytest.fixture
async def ada(http: httpx.AsyncClient) -> Caller:
    return await registered(http)


async def run(ada: Caller, mode: str, **settings: Any) -> dict[str, Any]:
    body = {"survey": await published_survey(ada, QUESTIONS), "mode": mode, "settings": settings}
    session: dict[str, Any] = data_of(await ada.post("/sessions", body))
    return session


async def submit(phone: Caller, session: dict[str, Any], body: dict[str, Any]) -> None:
    data_of(await phone.post(f"/sessions/{session['id']}/submissions", body))


async def fill(http: httpx.AsyncClient, session: dict[str, Any], forms: list[dict[str, Any]]) -> list[Caller]:
    phones = [await joined(http, session) for _ in forms]
    for phone, form in zip(phones, forms, strict=True):
        await submit(phone, session, answer("form", None) | {"answers": form})
    return phones


async def crosstab(ada: Caller, session: dict[str, Any], rows: str, columns: str, **more: str) -> httpx.Response:
    asked = httpx.QueryParams({"rows": rows, "columns": columns, **more})
    return await ada.get(f"/sessions/{session['id']}/crosstab?{asked}")


def numbers(table: dict[str, Any]) -> tuple[Any, ...]:
    return table["counts"], table["row_totals"], table["column_totals"], table["n"]


async def settle(database: Database, session: dict[str, Any]) -> None:
    """As if it had ended longer ago."""
    await database["sessions"].update_one(
        {"_id": session["id"]}, {"$set": {"state.ended_at": utc_now() - SETTLED_AFTER - timedelta(seconds=1)}}
    )


async def test_final_answers_are_counted_by_two_questions(http: httpx.AsyncClient, ada: Caller) -> None:
    session = await run(ada, "open", attempts=2)
    phones = await fill(http, session, FORMS)
    table = data_of(await crosstab(ada, session, "new", "drink"))
    assert (table["rows"], table["columns"]["options"]) == (
        {"question": "new", "round": 1, "options": ["yes", "no"], "several": False}, ["tea", "coffee"],
    )  # fmt: skip
    assert numbers(table) == ([[3, 0], [1, 3]], [3, 4], [4, 3], 7)
    fruits = data_of(await crosstab(ada, session, "fruits", "new"))
    assert (fruits["rows"]["several"], fruits["columns"]["several"]) == (True, False)
    assert numbers(fruits) == ([[2, 0], [2, 1]], [2, 3], [3, 1], 4)
    changed = {"answers": {"new": "no", "drink": None}}
    await submit(phones[0], session, answer("form", None, attempt=2) | changed)
    assert data_of(await crosstab(ada, session, "new", "drink", round="2"))["n"] == 0


async def test_live_questions_count_in_their_current_rounds(http: httpx.AsyncClient, ada: Caller) -> None:
    session = await run(ada, "live")
    phones = [await joined(http, session) for _ in range(3)]

    async def ask(action: str, question: str, value: Any, attempt: int = 1) -> None:
        data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": action, "question": question}))
        for phone in phones:
            await submit(phone, session, answer(question, value, attempt=attempt))

    await ask("open", "new", "yes")
    await ask("open", "drink", "tea")
    await ask("round", "drink", "coffee", attempt=2)
    assert numbers(data_of(await crosstab(ada, session, "new", "drink"))) == ([[0, 3], [0, 0]], [3, 0], [0, 3], 3)
    first = data_of(await crosstab(ada, session, "drink", "new", round="1"))
    assert numbers(first) == ([[3, 0], [0, 0]], [3, 0], [3, 0], 3)


async def test_a_table_is_counted_anew_when_the_tally_has_moved(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session = await run(ada, "open")
    async with running_relay(database, Published()):
        for form in FORMS[:2]:
            before = data_of(await crosstab(ada, session, "new", "drink"))
            assert data_of(await crosstab(ada, session, "new", "drink")) == before
            await fill(http, session, [form])

            async def has_moved(version: int = before["version"]) -> bool:
                moved: int = data_of(await crosstab(ada, session, "new", "drink"))["version"]
                return moved > version

            await until(has_moved)
            assert data_of(await crosstab(ada, session, "new", "drink"))["n"] == before["n"] + 1


@pytest.mark.parametrize(
    ("rows", "columns", "field", "code"),
    [
        ("nothing", "new", "rows", "unknown_question"),
        ("new", "word", "columns", "not_a_choice"),
        ("new", "new", "columns", "same_question"),
    ],
)
async def test_only_two_choices_make_a_table(ada: Caller, rows: str, columns: str, field: str, code: str) -> None:
    refused = await crosstab(ada, await run(ada, "open"), rows, columns)
    [error] = refused.json()["errors"]
    assert (refused.status_code, error["field"], code_of(refused)) == (422, field, code)


async def test_small_groups_are_hidden_in_tables_which_are_made_after_the_end(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session = await run(ada, "open", min_group_size=3)
    await fill(http, session, [form for form in FORMS if form != FORMS[3]] * 3)
    assert code_of(await crosstab(ada, session, "new", "drink")) == "wrong_state"
    data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "end"}))
    assert code_of(await crosstab(ada, session, "new", "drink")) == "wrong_state"
    await settle(database, session)
    async with running_relay(database, Published()):

        async def is_made() -> bool:
            return (await crosstab(ada, session, "new", "drink")).is_success

        await until(is_made)
    whole = data_of(await crosstab(ada, session, "new", "drink"))
    assert numbers(whole) == ([[9, 0], [3, 6]], [9, 9], [12, 6], 18), "nothing is small"
    turned = data_of(await crosstab(ada, session, "drink", "new"))
    assert [list(line) for line in zip(*turned["counts"], strict=True)] == whole["counts"]
    fruits = data_of(await crosstab(ada, session, "fruits", "new"))
    assert numbers(fruits) == ([[6, 0], [6, 0]], [6, 6], [9, 0], 9)


async def test_a_table_of_few_people_is_refused_and_one_that_lacks_entries_too(
    http: httpx.AsyncClient, ada: Caller, database: Database
) -> None:
    session = await run(ada, "open", min_group_size=2)
    await fill(http, session, [*FORMS[:1], {"new": "yes"}])
    data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "end"}))
    await settle(database, session)
    assert code_of(await crosstab(ada, session, "new", "drink")) == "wrong_state", "no relay has counted them"
    async with running_relay(database, Published()):

        async def is_counted() -> bool:
            return code_of(await crosstab(ada, session, "new", "drink")) == "group_too_small"

        await until(is_counted)


@pytest.mark.parametrize("hidden", [{}, {"min_group_size": 2}])
async def test_of_answers_that_are_kept_no_longer_no_table_is_made(
    http: httpx.AsyncClient, ada: Caller, database: Database, hidden: dict[str, Any]
) -> None:
    session = await run(ada, "open", **hidden)
    await fill(http, session, FORMS)
    await keep_answers_for(ada, session["survey"], 1)
    data_of(await ada.post(f"/sessions/{session['id']}/control", {"action": "end"}))
    await settle(database, session)
    async with running_relay(database, Published()):
        await folded(database, session["id"], len(FORMS))
    assert data_of(await crosstab(ada, session, "new", "drink"))["n"] == len(FORMS)
    await upkeep_service(database, clock=lambda: utc_now() + timedelta(days=2)).run()
    refused = await crosstab(ada, session, "new", "drink")
    assert (refused.status_code, code_of(refused)) == (409, "answers_removed")


async def test_only_so_many_tables_and_exports_wait_for_a_log(ada: Caller, services: WebServices) -> None:
    session = await run(ada, "open")
    asked: dict[str, CrosstabService | ExportService] = {
        "crosstab?rows=new&columns=drink": services.crosstabs,
        "export.csv": services.exports,
    }
    for path, service in asked.items():
        assert (await ada.get(f"/sessions/{session['id']}/{path}")).status_code == 200
        free, service.turns = service.turns, Turns(0, 0)
        refused = await ada.get(f"/sessions/{session['id']}/{path}")
        service.turns = free
        assert (refused.status_code, code_of(refused), refused.headers["retry-after"]) == (503, "unavailable", "5")
