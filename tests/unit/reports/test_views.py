"""What reports tell of every type of question, and that any text can be typeset."""

from __future__ import annotations

import io
import random
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pytest

from app.features.analytics.tally import Change, Counts
from app.features.exports.sheet import Sheet, SheetColumn
from app.features.reports.figures import deviation, median, wilson
from app.features.reports.paper import TEMPLATE
from app.features.reports.press import Press
from app.features.reports.syntax import syntax_of, variable_names
from app.features.reports.trend_paper import TEMPLATE as TREND
from app.features.reports.view import View
from app.features.reports.views import TELLERS, views_of
from app.features.reports.words import WORDS
from app.features.surveys.questions import Question
from tests.builders.question_types import TYPES, new_answer, new_question

SHEETS = 80
HOSTILE = '#eval("1") $x$ *b* _i_ `c` @ref <label> \\ // =1+1 – 漢字'


def every_type(chance: random.Random) -> list[Question]:
    return [new_question(tag, chance, id=tag) for tag in sorted(TYPES)]


def told(questions: list[Question], chance: random.Random) -> tuple[list[View], dict[str, list[Any]]]:
    """Views of random answers, and the answers."""
    counts, answers = Counts(), {question.id: list[Any]() for question in questions}
    by_id = {question.id: question for question in questions}
    for _ in range(SHEETS):
        form = {one.id: one.check(new_answer(one, chance)) for one in questions if one.export_columns()}
        counts.fold(Change(1, form, {}), by_id)
        for name, value in form.items():
            answers[name].append(value)
    return views_of(questions, counts.cells), answers


def test_every_type_says_how_it_is_told() -> None:
    assert {question.told_as for question in every_type(random.Random(1))} - {"nothing"} == set(TELLERS)


@pytest.mark.parametrize("seed", range(3))
def test_every_answer_is_in_the_view_of_its_question(seed: int) -> None:
    chance = random.Random(seed)
    views, answers = told(every_type(chance), chance)
    for view in views:
        given = [value for value in answers[view.question] if value != {"na": True}]
        assert (view.n, view.na) == (len(given), len(answers[view.question]) - len(given)), view.question
        if view.told in ("values", "recommendations", "bins", "moments"):
            assert sum(line.count for line in view.lines) == view.n, view.question
        if view.told == "values":
            counted = Counter(given)
            assert {int(line.label.split()[0]): line.count for line in view.lines if line.count} == counted
        if view.told == "ranks" and view.grid is not None:
            assert sum(sum(row.counts) for row in view.grid.rows) == sum(len(value) for value in given)
        if view.told == "rows" and view.grid is not None:
            assert sum(row.n for row in view.grid.rows) == sum(len(value) for value in given)
        if view.told == "terms":
            assert sum(line.count for line in view.lines) + view.further == view.n


def test_what_is_hidden_or_missing_says_so_and_nothing_else() -> None:
    questions = every_type(random.Random(2))
    for view in views_of(questions, {f"{question.id}@1": {"hidden": 1} for question in questions}):
        assert view.is_hidden
        assert (view.n, view.lines, view.figures, view.grid, view.places) == (0, [], [], None, [])
    assert {view.n for view in views_of(questions, {})} == {0}


@pytest.mark.parametrize("language", ["en", "de"])
def test_any_text_can_be_typeset(tmp_path: Path, language: Any) -> None:
    chance = random.Random(3)
    views, _ = told(every_type(chance), chance)
    hidden = msgspec.structs.replace(views[0], is_hidden=True, lines=[])
    views = [msgspec.structs.replace(view, title=HOSTILE, description=HOSTILE) for view in [*views, hidden]]
    shown = [{**msgspec.to_builtins(view), "rounds": 2} for view in views]
    for view in shown:
        view["figures"] = [{**figure, "is_percent": False} for figure in view["figures"]]
    paper = {
        "language": language, "written_in": "fr-CA", "words": WORDS[language], "title": HOSTILE,
        "description": HOSTILE, "colour": "#2563eb",
        "kind": HOSTILE, "has_contents": True, "facts": [{"number": 1_234_567, "label": HOSTILE}], "as_of": "now",
        "made_at": "now", "verdict": "differs", "verdict_short": "no", "is_filtered": True, "filters": HOSTILE,
        "in_progress": True, "views": shown,
        "notes": [HOSTILE], "origin": [[HOSTILE, HOSTILE]],
    }  # fmt: skip
    press = Press()
    press.print(paper, tmp_path / "paper.pdf", TEMPLATE)
    read = pypdf.PdfReader(io.BytesIO((tmp_path / "paper.pdf").read_bytes()))
    text = " ".join(page.extract_text() for page in read.pages)
    assert "#eval" in text
    assert ("1,234,567" if language == "en" else "1.234.567") in text
    root: Any = read.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language, True)
    point = {"value": 0.5, "low": 0.4, "high": 0.6}
    row = {"label": HOSTILE, "is_percent": True, "points": [point, {**point, "low": None}, point], "difference": 0.0,
           "low": -0.1, "high": 0.1}  # fmt: skip
    empty = {**row, "points": [{"value": None, "low": None}] * 3, "difference": None, "low": None, "high": None}
    group = {"is_share": True, "change_head": HOSTILE, "rows": [row, empty]}
    trend = {"title": HOSTILE, "description": HOSTILE, "number": 1, "states": ["shown", "hidden", "not_asked"],
             "n": [9, 0, 0], "groups": [group, {**group, "is_share": False}]}  # fmt: skip
    side = {"title": HOSTILE, "began": "then", "people": None, "entries": 1_234, "verdict": HOSTILE}
    press.print({**paper, "trends": [trend], "sides": [side] * 3}, tmp_path / "trend.pdf", TREND)
    assert "#eval" in pypdf.PdfReader(tmp_path / "trend.pdf").pages[2].extract_text()


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["en"].keys() == WORDS["de"].keys()


def test_intervals_and_moments_are_those_of_the_books() -> None:
    # Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for (successes, n), bounds in {
        (81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0.0, 0.1611), (1, 29): (0.0061, 0.1718),
    }.items():  # fmt: skip
        assert wilson(successes, n) == pytest.approx(bounds, abs=5e-5)
    assert wilson(0, 0) is None
    assert deviation(1, Fraction(3), Fraction(9)) is None
    assert median([]) is None


def test_names_that_spss_would_refuse_are_changed_and_stay_apart() -> None:
    names = ["all", "a-b", "a_b", "A_B", "1st", "x" * 80, "x" * 81, "_"]
    columns = [SheetColumn(name, "It's\na label " + "é" * 300, "text", None, {}) for name in names]
    changed = variable_names(columns)
    assert len({name.upper() for name in changed}) == len(names)
    assert all(name[0].isalpha() and len(name) <= 64 and name.replace("_", "").isalnum() for name in changed)
    syntax = syntax_of(columns, {}, "answers.csv")
    assert max(len(line.encode()) for line in syntax.splitlines()) <= 251
    assert "It''s a label" in syntax


def test_the_syntax_names_every_column_of_every_type() -> None:
    columns = Sheet(every_type(random.Random(4))).columns
    syntax = syntax_of(columns, {}, "answers.csv")
    for name in variable_names(columns):
        assert f"\n    {name} " in syntax
