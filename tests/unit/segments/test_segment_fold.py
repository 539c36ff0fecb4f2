"""Segments are parts of the whole: over all options of a question they add up to the tally, whatever the others ask."""

from __future__ import annotations

import random
from collections.abc import Iterable

from app.contracts.frames import AnswerValue
from app.features.analytics.tally import Change, Counts, bundle_terms, fold_all
from app.features.exports.spool import Standing
from app.features.segments.model import Segment, SegmentCounts, SegmentFold
from app.features.surveys.questions import MultipleChoice, Option, Question, SingleChoice
from tests.builders.question_types import TYPES, new_answer, new_question

ROLES = ("dev", "ops", "boss")
ROLE = SingleChoice(id="role", title="?", options=tuple(Option(one, one) for one in ROLES))
FRUITS = MultipleChoice(id="fruits", title="?", options=(Option("apple", "Apple"), Option("pear", "Pear")))

Person = list[Standing]


def sheet(person: int, attempt: int, **answers: AnswerValue) -> Standing:
    return Standing(f"par_{person}", attempt, answers, "2026-11-29T09:00:00.000", "2026-11-29T09:00:00.000")


def segment_of(people: Iterable[Person], questions: Iterable[Question], segment: Segment) -> SegmentCounts:
    fold = SegmentFold(segment, {question.id: question for question in questions}, None)
    for sheets in people:
        fold.add(sheets)
    return fold.counts()


def recounted(people: Iterable[Person], questions: Iterable[Question]) -> Counts:
    """As a recount beside an empty tally: what was said in words is one sum."""
    changes = (Change(one.attempt, one.answers, {}) for sheets in people for one in sheets)
    return bundle_terms(fold_all(changes, {question.id: question for question in questions}), {})


def test_the_segments_of_all_options_and_those_who_chose_none_are_the_whole() -> None:
    chance = random.Random(33)
    asked = [new_question(tag, chance, id=tag) for tag in sorted(TYPES) if tag != "statement"]
    questions: list[Question] = [ROLE, *asked]
    people: list[Person] = []
    for number in range(200):
        role = chance.choice((*ROLES, None))
        said = [{one.id: one.check(new_answer(one, chance)) for one in asked if chance.random() < 0.7} for _ in "12"]
        people.append([sheet(number, 1, role=role, **said[0]), sheet(number, 2, **said[1])])
    parts = [segment_of(people, questions, Segment("role", 1, (one,))) for one in ROLES]
    none = [sheets for sheets in people if sheets[0].answers["role"] is None]
    total = recounted(none, questions)
    for part in parts:
        total.merge(Counts(2 * part.people, part.cells))
    assert total == recounted(people, questions)
    assert len({cell.rpartition("@")[0] for cell in total.cells}) == len(questions)
    assert sum(part.people for part in parts) == parts[0].answered == len(people) - len(none)
    two = segment_of(people, questions, Segment("role", 1, ("dev", "ops")))
    assert two.people == parts[0].people + parts[1].people


def test_who_chose_several_of_the_options_is_counted_once_and_only_the_named_round_decides() -> None:
    questions: list[Question] = [ROLE, FRUITS]
    people = [
        [sheet(1, 1, fruits=["apple", "pear"], role="dev"), sheet(1, 2, role="ops")],
        [sheet(2, 1, fruits=["pear"]), sheet(2, 2, fruits=["apple"])],
        [sheet(3, 1, fruits=None, role="boss")],
    ]
    both = segment_of(people, questions, Segment("fruits", 1, ("apple", "pear")))
    assert (both.people, both.answered, both.cells["fruits@1"]) == (2, 2, {"n": 2, "o:apple": 1, "o:pear": 2})
    assert both.cells["role@2"] == {"n": 1, "o:ops": 1}, "later rounds of these people are theirs too"
    assert segment_of(people, questions, Segment("fruits", 2, ("apple",))).people == 1
    assert segment_of(people, questions, Segment("fruits", 1, ("apple",))).cells["role@1"] == {"n": 1, "o:dev": 1}
