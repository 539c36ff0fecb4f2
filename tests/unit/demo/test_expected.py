"""The counts that the demo is held to come from the file alone, and fit the survey that is asked."""

from __future__ import annotations

from collections import Counter

from app.demo.expected import differences, expected_cells
from app.demo.survey import CSV_PATH, QUESTIONS, respondents


def test_the_file_holds_944_respondents_with_an_answer_to_every_question() -> None:
    people = respondents()

    assert len(people) == 944
    assert all(list(person.answers) == [question.id for question in QUESTIONS] for person in people)


def test_every_answer_of_the_file_is_valid_as_it_stands() -> None:
    for person in respondents():
        for question in QUESTIONS:
            assert question.check(person.answers[question.id]) == person.answers[question.id]


def test_the_survey_definition_has_no_problems() -> None:
    assert [problem for question in QUESTIONS for problem in question.problems()] == []


def test_the_known_totals_of_the_file_are_found() -> None:
    """As ``cut -d, -f11 anes96.csv | sort | uniq -c`` counts them."""
    cells = expected_cells(CSV_PATH)

    assert cells["vote"] == {"o:clinton": 551, "o:dole": 393, "n": 944}


def test_adding_the_counters_of_every_answer_gives_the_counts_of_the_file() -> None:
    added: dict[str, Counter[str]] = {question.id: Counter() for question in QUESTIONS}
    for person in respondents():
        for question in QUESTIONS:
            added[question.id].update(question.counters(person.answers[question.id]))

    assert differences(expected_cells(CSV_PATH), {name: dict(counts) for name, counts in added.items()}) == []


def test_a_single_wrong_counter_is_found() -> None:
    served = expected_cells(CSV_PATH, limit=50)
    served["PID"]["v:3"] = served["PID"].get("v:3", 0) + 1

    [difference] = differences(expected_cells(CSV_PATH, limit=50), served)

    assert (difference.question, difference.counter) == ("PID", "v:3")
    assert difference.served == difference.expected + 1


def test_a_question_that_nobody_asked_is_found() -> None:
    served = {**expected_cells(CSV_PATH, limit=5), "stranger": {"n": 1}}

    assert [found.question for found in differences(expected_cells(CSV_PATH, limit=5), served)] == ["stranger"]
