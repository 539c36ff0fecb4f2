"""Views of all questions of a session, made from the counters of a tally alone, by the names that
``app.contracts.frames.ResultsData`` lists: so a report says what the screen says. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.features.reports.view import Figure, Line, View
from app.features.reports.views_of_choices import bins_view, options_view, points_view, ranks_view, values_view
from app.features.reports.views_of_words import moments_view, places_view, rows_view, terms_view, words_view
from app.features.surveys.questions import Question

HIDDEN = "hidden"
NA = "x:na"
Cells = Mapping[str, Mapping[str, int]]
Told = dict[str, Any]
"""The fields of a view that depend on the type."""


def views_of(questions: Iterable[Question], cells: Cells) -> list[View]:
    """One for each question and each of its rounds, in order; questions that take no answer have none, those that
    nobody answered have one that says so."""
    views: list[View] = []
    asked = [question for question in questions if question.told_as != "nothing"]
    for number, question in enumerate(asked, start=1):
        rounds = sorted(int(cell.rpartition("@")[2]) for cell in cells if cell.rpartition("@")[0] == question.id)
        views += [_view(number, question, one, cells.get(f"{question.id}@{one}", {})) for one in rounds or [1]]
    return views


def _view(number: int, question: Question, attempt: int, counters: Mapping[str, int]) -> View:
    is_hidden = HIDDEN in counters
    tell = TELLERS[question.told_as]
    told: Told = {"chart": "none"} if is_hidden else tell(question, counters)
    return View(
        question=question.id,
        number=number,
        title=question.title,
        description=question.description,
        attempt=attempt,
        n=counters.get("n", 0),
        na=counters.get(NA, 0),
        is_hidden=is_hidden,
        told=question.told_as,
        **told,
    )


def _answers_view(_question: Any, _counters: Mapping[str, int]) -> Told:
    """What can only be counted: addresses."""
    return {"chart": "none"}


TELLERS: Mapping[str, Callable[[Any, Mapping[str, int]], Told]] = {
    "options": options_view,
    "quiz_options": options_view,
    "ranks": ranks_view,
    "points": points_view,
    "values": values_view,
    "recommendations": values_view,
    "bins": bins_view,
    "rows": rows_view,
    "places": places_view,
    "moments": moments_view,
    "terms": terms_view,
    "words": words_view,
    "answers": _answers_view,
}
"""How a type is told (``QuestionBase.told_as``) → what makes its view."""

__all__ = ["Figure", "Line", "View", "views_of"]
