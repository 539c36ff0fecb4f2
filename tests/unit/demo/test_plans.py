"""Whatever a simulated respondent does on the way, the file's row is what they leave behind."""

from __future__ import annotations

from collections import Counter

from app.demo.plans import HABIT_WEIGHTS, Habit, plan_of
from app.demo.survey import QUESTIONS, respondents


def test_every_plan_ends_with_the_row_of_the_file() -> None:
    for person in respondents():
        assert plan_of(person, seed=1).submissions[-1].answers == person.answers


def test_everything_ever_sent_is_valid() -> None:
    for person in respondents():
        for submission in plan_of(person, seed=2).submissions:
            for question in QUESTIONS:
                value = submission.answers[question.id]
                assert value is None or question.check(value) == value


def test_nobody_retracts_a_required_answer() -> None:
    required = [question.id for question in QUESTIONS if question.required]
    sent = [submission.answers for person in respondents() for submission in plan_of(person, seed=3).submissions]

    assert required
    assert all(answers[question] is not None for answers in sent for question in required)


def test_the_same_seed_gives_the_same_plans_and_another_seed_others() -> None:
    people = respondents(100)

    assert [plan_of(person, 7) for person in people] == [plan_of(person, 7) for person in people]
    assert [plan_of(person, 7) for person in people] != [plan_of(person, 8) for person in people]


def test_every_habit_occurs_about_as_often_as_its_weight_says() -> None:
    habits = Counter(plan_of(person, seed=96).habit for person in respondents())

    assert set(habits) == set(Habit)
    for habit, weight in HABIT_WEIGHTS.items():
        assert 0.6 * weight < 100 * habits[habit] / 944 < 1.6 * weight
