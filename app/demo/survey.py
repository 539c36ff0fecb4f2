"""The sample survey: every column of the file as a question, and a row of the file as answers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.contracts.frames import AnswerValue
from app.features.surveys.questions import Number, Option, Question, Scale, ScaleLabel, ShortText, SingleChoice

CSV_PATH = Path(__file__).with_name("anes96.csv")
TITLE = "Election 1996: what 944 voters said"
DESCRIPTION = "A sample survey from the American National Election Studies, 1996 (public domain)."

IDEOLOGY = (
    "Extremely liberal",
    "Liberal",
    "Slightly liberal",
    "Moderate",
    "Slightly conservative",
    "Conservative",
    "Extremely conservative",
)
PARTIES = (
    "Strong Democrat",
    "Weak Democrat",
    "Independent, leans Democrat",
    "Independent",
    "Independent, leans Republican",
    "Weak Republican",
    "Strong Republican",
)
PARTY_WORDS = ("Democrat", "democrat", "Independent", "Independent.", "independent", "republican", "Republican")
"""What somebody of each party identification types; spelled unevenly, as people do. Three terms once folded."""

EDUCATION = (
    ("grades", "Grades 1–8"),
    ("some-high-school", "Some high school"),
    ("high-school", "High school graduate"),
    ("some-college", "Some college"),
    ("college", "College degree"),
    ("masters", "Master's degree"),
    ("phd", "PhD"),
)
CANDIDATES = (("clinton", "Bill Clinton"), ("dole", "Bob Dole"))
INCOME_CEILINGS = (
    2_999, 4_999, 6_999, 8_999, 9_999, 10_999, 11_999, 12_999, 13_999, 14_999, 16_999, 19_999, 21_999, 24_999, 29_999,
    34_999, 39_999, 44_999, 49_999, 59_999, 74_999, 89_999, 104_999,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Respondent:
    """One row of the file."""

    number: int
    answers: dict[str, AnswerValue]


def _labels(first: int, labels: tuple[str, ...]) -> tuple[ScaleLabel, ...]:
    return tuple(ScaleLabel(first + step, label) for step, label in enumerate(labels))


def _income_labels() -> tuple[ScaleLabel, ...]:
    floors = (0, *(ceiling + 1 for ceiling in INCOME_CEILINGS))
    between = [f"${low:,} – ${high:,}" for low, high in zip(floors, INCOME_CEILINGS, strict=False)]
    between[0] = f"Under ${INCOME_CEILINGS[0] + 1:,}"
    return _labels(1, (*between, f"${floors[-1]:,} and over"))


def _ideology(column: str, title: str) -> Scale:
    return Scale(id=column, title=title, min=1, max=7, labels=_labels(1, IDEOLOGY))


def _options(pairs: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
    return tuple(Option(*pair) for pair in pairs)


QUESTIONS: tuple[Question, ...] = (
    SingleChoice(id="vote", title="Who will get your vote?", options=_options(CANDIDATES), required=True),
    Scale(id="PID", title="Which party are you closest to?", min=0, max=6, labels=_labels(0, PARTIES)),
    ShortText(id="party", title="Your party in one word"),
    _ideology("selfLR", "Where do you stand, from left to right?"),
    _ideology("ClinLR", "Where does Bill Clinton stand?"),
    _ideology("DoleLR", "Where does Bob Dole stand?"),
    Scale(id="TVnews", title="How many times a week do you watch the news on TV?", min=0, max=7),
    Number(id="age", title="How old are you?", min=18, max=100, unit="years"),
    SingleChoice(id="educ", title="What is your highest education?", options=_options(EDUCATION)),
    Scale(id="income", title="What does your household earn?", min=1, max=24, labels=_income_labels()),
    Number(id="popul", title="How many people live where you live?", min=0, max=8_000, unit="thousand"),
)
"""Ids are the columns' names; ``party`` is PID said in a word, for the word cloud. Only the vote is required: the
rest may be taken back."""


def answers_of(row: Mapping[str, str]) -> dict[str, AnswerValue]:
    """The answers of one row of the file, in the order of the questions."""
    answers: dict[str, AnswerValue] = {
        question.id: int(row[question.id]) for question in QUESTIONS if isinstance(question, Scale | Number)
    }
    answers["vote"] = CANDIDATES[int(row["vote"])][0]
    answers["educ"] = EDUCATION[int(row["educ"]) - 1][0]
    answers["party"] = PARTY_WORDS[int(row["PID"])]
    return {question.id: answers[question.id] for question in QUESTIONS}


def respondents(limit: int | None = None) -> list[Respondent]:
    """The first ``limit`` rows of the file (all 944 by default)."""
    with CSV_PATH.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[:limit]
    return [Respondent(int(row["respondent"]), answers_of(row)) for row in rows]
