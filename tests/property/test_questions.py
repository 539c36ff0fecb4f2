"""What holds for every question type, whatever its settings and answers are."""

from __future__ import annotations

import itertools
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.contracts.frames import AnswerValue
from app.features.analytics.naming import from_fields, to_fields
from app.features.analytics.tally import Change, Counts, fold_all
from app.features.surveys.questions import AnswerContext, AnswerRejected, Question
from tests.builders.question_types import ANSWERS, TYPES, new_answer, new_question

CONTEXTS = [AnswerContext(None), *(AnswerContext(ms) for ms in (0, 1, 2_500, 5_000))]
FEW = settings(max_examples=40, deadline=None)  # a busy machine is no failure
CHANCES = st.randoms(use_true_random=False)
IDS = st.sampled_from(["o1", "r1", "i1", "na", "other", "chosen", "ms", "zz"])
ITEMS = st.text(max_size=6) | st.integers() | st.booleans() | st.lists(IDS | st.integers(-5, 200), max_size=4)
JUNK = (
    st.none()
    | st.booleans()
    | st.text(max_size=30)
    | st.integers()
    | st.floats()
    | st.lists(IDS, max_size=4)
    | st.dictionaries(IDS, ITEMS, max_size=4)
)


def test_every_type_takes_answers_here_but_one() -> None:
    assert set(TYPES) - set(ANSWERS) == {"statement"}


@pytest.mark.parametrize("tag", sorted(TYPES))
@FEW
@given(chance=CHANCES)
def test_a_definition_survives_its_way_through_the_database(tag: str, chance: random.Random) -> None:
    question = new_question(tag, chance)
    assert msgspec.convert(msgspec.to_builtins(question), Question) == question
    assert msgspec.json.decode(msgspec.json.encode(question), type=Question) == question


@pytest.mark.parametrize("tag", sorted(ANSWERS))
@FEW
@given(chance=CHANCES, context=st.sampled_from(CONTEXTS))
def test_a_stored_answer_is_accepted_as_it_is(tag: str, chance: random.Random, context: AnswerContext) -> None:
    question = new_question(tag, chance)
    stored = question.check(new_answer(question, chance), context)
    assert question.check(stored, context) == stored
    assert msgspec.json.decode(msgspec.json.encode(stored), type=AnswerValue) == stored


@pytest.mark.parametrize("tag", sorted(ANSWERS))
@FEW
@given(chance=CHANCES)
def test_no_answer_is_longer_than_its_question_says(tag: str, chance: random.Random) -> None:
    question = new_question(tag, chance)
    assert len(msgspec.json.encode(new_answer(question, chance))) <= question.most_bytes()


@pytest.mark.parametrize("tag", sorted(ANSWERS))
@FEW
@given(chance=CHANCES, context=st.sampled_from(CONTEXTS))
def test_counters_are_whole_numbers_with_names_that_the_database_keeps(
    tag: str, chance: random.Random, context: AnswerContext
) -> None:
    question = new_question(tag, chance)
    stored = question.check(new_answer(question, chance), context)
    counters = question.counters(stored)
    assert all(type(amount) is int and 0 <= amount < 2**33 for amount in counters.values())
    assert counters == {"x:na": 1} if stored == {"na": True} else counters["n"] == 1
    assert from_fields(to_fields({tag: counters})) == {tag: counters}


@pytest.mark.parametrize("tag", sorted(ANSWERS))
@FEW
@given(chance=CHANCES, context=st.sampled_from(CONTEXTS))
def test_an_export_has_a_column_for_every_cell(tag: str, chance: random.Random, context: AnswerContext) -> None:
    question = new_question(tag, chance)
    row = question.export_row(question.check(new_answer(question, chance), context))
    names = [column.name for column in question.export_columns()]
    assert set(row) <= set(names)
    assert len(set(names)) == len(names)
    assert row
    assert question.export_row(None) == {}


@pytest.mark.parametrize("tag", sorted(TYPES))
@FEW
@given(chance=CHANCES, junk=JUNK, context=st.sampled_from(CONTEXTS))
def test_junk_is_refused_or_kept_but_never_breaks_anything(
    tag: str, chance: random.Random, junk: Any, context: AnswerContext
) -> None:
    question = new_question(tag, chance)
    try:
        stored = question.check(junk, context)
    except AnswerRejected:
        return
    assert question.check(stored, context) == stored
    assert question.counters(stored)
    assert question.export_row(stored)


@pytest.mark.parametrize("tag", sorted(ANSWERS))
@FEW
@given(chance=CHANCES, context=st.sampled_from(CONTEXTS))
def test_revisions_and_retractions_in_any_order_and_grouping_give_what_stands(
    tag: str, chance: random.Random, context: AnswerContext
) -> None:
    question = new_question(tag, chance)
    questions, changes, standing = {tag: question}, [], []
    for _ in range(6):
        former: AnswerValue = None
        for revision in range(chance.randint(1, 4)):
            value = (
                None if revision and chance.random() < 0.3 else question.check(new_answer(question, chance), context)
            )
            changes.append(Change(1, {tag: value}, {tag: former} if revision else {}))
            former = value
        standing.append(former)
    recount = Counts(len(changes))
    for value in standing:
        if value is not None:
            recount.merge(Counts(0, {f"{tag}@1": question.counters(value)}))
    chance.shuffle(changes)
    cut = chance.randint(0, len(changes))
    parts = fold_all(changes[:cut], questions)
    parts.merge(fold_all(changes[cut:], questions))
    assert parts == fold_all(changes, questions) == recount


@pytest.mark.parametrize("tag", sorted(TYPES))
@FEW
@given(chance=CHANCES)
def test_every_text_can_be_translated_and_nothing_else_changes(tag: str, chance: random.Random) -> None:
    question = new_question(tag, chance, description="Why?")
    texts = dict(question.texts())
    assert {"title", "description"} <= set(texts)
    translated = question.with_texts({path: f"{text} (fr)" for path, text in texts.items()})
    assert dict(translated.texts()) == {path: f"{text} (fr)" for path, text in texts.items()}
    assert translated.with_texts(texts) == question


@pytest.mark.parametrize("tag", sorted(TYPES))
@FEW
@given(chance=CHANCES)
def test_only_a_revealed_question_tells_participants_what_is_right(tag: str, chance: random.Random) -> None:
    question = new_question(tag, chance)
    shown, revealed = (question.for_participants(is_revealed=one) for one in (False, True))
    names = itertools.chain(question.__struct_fields__)
    differing = {name for name in names if getattr(shown, name) != getattr(question, name)}
    assert differing == ({"correct"} if tag == "quiz" else set())
    assert msgspec.to_builtins(revealed) == msgspec.to_builtins(question)
