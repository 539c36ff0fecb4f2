"""What must be mended before a survey can be published."""

from __future__ import annotations

import msgspec

from app.features.surveys.conditions import Answered
from app.features.surveys.model import SurveyContent
from app.features.surveys.questions import MultipleChoice, Nps, Option, OtherOption, Scale, SingleChoice

OPTIONS = (Option("a", "A"), Option("b", "B"))


def problems(*questions: SingleChoice | MultipleChoice | Scale | Nps) -> list[tuple[str | None, str]]:
    content = SurveyContent(title="A survey", questions=questions)
    return [(problem.field, problem.code) for problem in content.problems()]


def test_a_survey_needs_a_question() -> None:
    assert problems() == [("questions", "too_few")]


def test_a_sound_survey_has_no_problems() -> None:
    assert problems(SingleChoice(id="q1", title="?", options=OPTIONS), Nps(id="q2", title="?")) == []


def test_two_questions_may_not_share_an_id() -> None:
    assert problems(Nps(id="q1", title="?"), Nps(id="q1", title="?")) == [("questions.1.id", "duplicate_id")]


def test_the_id_of_the_whole_form_is_reserved() -> None:
    assert problems(Nps(id="form", title="?")) == [("questions.0.id", "reserved_id")]


def test_problems_of_a_question_have_the_path_of_their_field() -> None:
    twice = (Option("a", "A"), Option("a", "B"))
    found = problems(
        Nps(id="q1", title="?"),
        SingleChoice(id="q2", title="?", options=twice),
        Scale(id="q3", title="?", min=5, max=5),
        MultipleChoice(id="q4", title="?", options=OPTIONS, max_choices=3),
    )
    assert found == [
        ("questions.1.options.1.id", "duplicate_id"),
        ("questions.2.max", "out_of_range"),
        ("questions.3.max_choices", "out_of_range"),
    ]


def test_a_survey_is_full_where_a_question_for_everybody_has_no_option_left() -> None:
    def is_full(question: SingleChoice, *options: str) -> bool:
        return SurveyContent(title="A survey", questions=(question,)).is_full({"q": options})

    must = SingleChoice(id="q", title="?", options=OPTIONS, required=True)
    assert is_full(must, "a", "b")
    assert not is_full(must, "a")
    for another_way in ({"required": False}, {"allow_na": True}, {"other": OtherOption("Other")}):
        assert not is_full(msgspec.structs.replace(must, **another_way), "a", "b")
    behind = msgspec.structs.replace(must, show_if=Answered("first"))
    content = SurveyContent(title="A survey", questions=(Nps(id="first", title="?"), behind))
    assert not content.is_full({"q": ["a", "b"]})
