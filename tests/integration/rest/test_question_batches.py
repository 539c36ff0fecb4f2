"""Several changes to the questions of a draft are one edit: all of them, or none."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from app.core.errors import InvalidInput
from app.features.surveys.batch import MAX_OPERATIONS, CreateQuestion, DeleteQuestion, MoveQuestion, Operation, changed
from app.features.surveys.questions import ShortText
from app.features.surveys.sections import Section
from tests.builders.rest import QUESTIONS, Caller, code_of, data_of, publish, registered

NEW = {"type": "nps", "id": "q4", "title": "Would you come again?"}
OTHER_TITLE = {**QUESTIONS[0], "title": "Coffee or tea?"}


async def begun(caller: Caller) -> str:
    return str(data_of(await caller.post("/surveys", {"title": "Breakfast", "questions": QUESTIONS}))["id"])


async def change(caller: Caller, survey: str, operations: list[dict[str, Any]], tag: str = '"1"') -> httpx.Response:
    path = f"/surveys/{survey}/questions/batch"
    return await caller.call("POST", path, headers={"if-match": tag}, json={"operations": operations})


async def test_operations_are_carried_out_in_order_and_saved_as_one_edit(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await begun(ada)
    operations: list[dict[str, Any]] = [
        {"op": "create", "question": NEW, "position": 0},
        {"op": "create", "question": {**NEW, "id": "q5"}},
        {"op": "update", "question": OTHER_TITLE},
        {"op": "delete", "id": "q2"},
        {"op": "move", "id": "q3", "position": 0},
        {"op": "move", "id": "q4", "position": 200},
    ]
    saved = await change(ada, survey, operations)
    questions = data_of(saved)["questions"]
    assert [question["id"] for question in questions] == ["q3", "q1", "q5", "q4"]
    assert questions[1]["title"] == "Coffee or tea?"
    assert saved.headers["etag"] == '"2"'
    assert data_of(await ada.get(f"/surveys/{survey}"))["questions"] == questions


async def test_questions_stay_in_sections_so_that_the_draft_can_be_published(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    pages = [{"id": "one", "questions": ["q1"]}, {"id": "two", "questions": ["q2", "q3"]}]
    draft = {"title": "Breakfast", "questions": QUESTIONS, "sections": pages}
    survey = str(data_of(await ada.post("/surveys", draft))["id"])
    operations: list[dict[str, Any]] = [
        {"op": "create", "question": NEW},
        {"op": "create", "question": {**NEW, "id": "q5"}, "section": "one"},
        {"op": "create", "question": {**NEW, "id": "q6"}, "position": 2, "section": "two"},
        {"op": "create", "question": {**NEW, "id": "q7"}, "position": 0},
        {"op": "update", "question": OTHER_TITLE},
        {"op": "delete", "id": "q2"},
        {"op": "move", "id": "q3", "position": 0},
        {"op": "move", "id": "q1", "position": 1},
    ]
    saved = data_of(await change(ada, survey, operations))
    assert [question["id"] for question in saved["questions"]] == ["q3", "q1", "q7", "q5", "q6", "q4"]
    assert [(page["id"], page["questions"]) for page in saved["sections"]] == [
        ("one", ["q3", "q1", "q7", "q5"]),
        ("two", ["q6", "q4"]),
    ]
    assert data_of(await publish(ada, survey))["version"] == 1
    refused = await change(
        ada,
        survey,
        [
            {"op": "move", "id": "q4", "position": 0, "section": "two"},
            {"op": "move", "id": "q3", "position": 0, "section": "x"},
        ],
        '"2"',
    )
    found = [(error["field"], error["code"]) for error in refused.json()["errors"]]
    assert found == [("operations.0.section", "wrong_order"), ("operations.1.section", "unknown_section")]


async def test_a_page_of_one_question_keeps_it_when_others_move(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    pages = [{"id": f"p{number}", "questions": [f"q{number}"]} for number in (1, 2, 3)]
    draft = {"title": "Breakfast", "questions": QUESTIONS, "sections": pages}
    survey = str(data_of(await ada.post("/surveys", draft))["id"])
    saved = data_of(await change(ada, survey, [{"op": "move", "id": "q2", "position": 1}]))
    assert [page["questions"] for page in saved["sections"]] == [["q1"], ["q2"], ["q3"]]


def paged(operations: list[Operation], pages: list[list[str]]) -> list[tuple[str, ...]]:
    """The pages of the questions q1, q2 and q3 after these operations."""
    sections = [Section(id=f"p{number}", questions=tuple(page)) for number, page in enumerate(pages, 1)]
    questions = [ShortText(id=f"q{number}", title="?") for number in (1, 2, 3)]
    return [section.questions for section in changed(questions, sections, operations)[1]]


def test_a_question_that_is_replaced_under_its_id_keeps_its_page() -> None:
    again = CreateQuestion(ShortText(id="q2", title="!"), position=1)
    assert paged([DeleteQuestion("q2"), again], [["q1"], ["q2"], ["q3"]]) == [("q1",), ("q2",), ("q3",)]
    elsewhere = CreateQuestion(ShortText(id="q2", title="!"), position=0)
    assert paged([DeleteQuestion("q2"), elsewhere], [["q1"], ["q2"], ["q3"]]) == [("q2", "q1"), (), ("q3",)]


def test_in_a_draft_out_of_order_only_who_names_a_page_is_told_of_it() -> None:
    out_of_order, new = [["q3"], ["q1"], ["q2"]], ShortText(id="q4", title="?")
    assert paged([CreateQuestion(new, position=2)], out_of_order) == [("q3",), ("q1",), ("q2", "q4")]
    assert paged([MoveQuestion("q2", 1)], out_of_order) == [("q3",), ("q1", "q2"), ()]
    with pytest.raises(InvalidInput) as refusal:
        paged([CreateQuestion(new, position=2, section="p2")], out_of_order)
    assert [(problem.field, problem.code) for problem in refusal.value.fields] == [
        ("operations.0.section", "wrong_order")
    ]


async def test_one_impossible_operation_stops_all(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await begun(ada)
    operations: list[dict[str, Any]] = [
        {"op": "create", "question": QUESTIONS[0]},
        {"op": "delete", "id": "q1"},
        {"op": "update", "question": NEW},
        {"op": "move", "id": "q9", "position": 0},
    ]
    refusal = await change(ada, survey, operations)
    assert refusal.status_code == 422
    found = [(error["field"], error["code"]) for error in refusal.json()["errors"]]
    assert found == [
        ("operations.0.question.id", "duplicate_id"),
        ("operations.2.question.id", "unknown_question"),
        ("operations.3.id", "unknown_question"),
    ]
    draft = data_of(await ada.get(f"/surveys/{survey}"))
    assert ([question["id"] for question in draft["questions"]], draft["draft_version"]) == (["q1", "q2", "q3"], 1)


async def test_a_batch_names_the_version_it_is_based_on(http: httpx.AsyncClient) -> None:
    ada = await registered(http)
    survey = await begun(ada)
    data_of(await change(ada, survey, [{"op": "delete", "id": "q1"}]))
    late = await change(ada, survey, [{"op": "delete", "id": "q2"}])
    assert (late.status_code, late.json()["data"]["current"]) == (412, 2)
    without = await ada.post(f"/surveys/{survey}/questions/batch", {"operations": [{"op": "delete", "id": "q2"}]})
    assert (without.status_code, code_of(without)) == (428, "if_match_missing")


@pytest.mark.parametrize("operations", [[], [{"op": "swap"}], [{"op": "delete"}]])
async def test_what_is_no_operation_is_refused(http: httpx.AsyncClient, operations: list[dict[str, Any]]) -> None:
    ada = await registered(http)
    assert (await change(ada, await begun(ada), operations)).status_code == 422


def test_a_batch_cannot_make_a_survey_longer_than_an_edit_could() -> None:
    operations = [CreateQuestion(ShortText(id=f"q{number}", title="?")) for number in range(201)]
    with pytest.raises(InvalidInput) as refusal:
        changed((), (), operations)
    assert [(problem.field, problem.code) for problem in refusal.value.fields] == [("operations", "too_many")]
    assert len(changed((), (), [*operations, DeleteQuestion("q0")])[0]) == 200 < MAX_OPERATIONS
