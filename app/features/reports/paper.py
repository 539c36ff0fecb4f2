"""A report on paper: a tagged PDF (PDF/UA-1), typeset by typst from what the views say."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from app.features.reports.material import Material
from app.features.reports.model import Manifest
from app.features.reports.origin import filters_text, moment, origin_rows
from app.features.reports.press import Press
from app.features.reports.reading import Reading
from app.features.reports.view import PERCENTS, View
from app.features.reports.views import views_of
from app.features.reports.words import WORDS, Words
from app.features.surveys.theme import contrast

TEMPLATE = Path(__file__).with_name("report.typ")
ACCENT = "#2563eb"
READABLE = 3.0
"""Contrast to the paper that a bar must have (WCAG 2.2, 1.4.11)."""


async def write_pdf(press: Press, material: Material, path: Path) -> None:
    """Answers are counted only; none of them stands in it but as a word that people said."""
    async for _ in material.standings():
        pass
    told = paper_data(material)
    await asyncio.to_thread(press.print, told, path, TEMPLATE)


def paper_data(material: Material) -> dict[str, Any]:
    """All that the template shows."""
    reading, manifest = material.reading, material.manifest()
    words = WORDS[manifest.options.language]
    views = views_of(reading.questions, reading.cells())
    rounds = Counter(view.question for view in views)
    rows = origin_rows(manifest, words)
    session = reading.full.session
    return {
        "language": manifest.options.language,
        "written_in": reading.content.language,
        "words": words,
        "kind": words["report"],
        "title": manifest.title,
        "description": reading.content.description,
        "colour": colour_of(reading),
        "facts": _facts(manifest, len({view.question for view in views}), words),
        "as_of": rows[2][1],
        "made_at": moment(manifest.made_at),
        "verdict": manifest.verdict,
        "verdict_short": words[f"{manifest.verdict}_short"],
        "is_filtered": not manifest.filters.is_empty(),
        "filters": filters_text(manifest.filters, words),
        "in_progress": not session.is_over(manifest.made_at),
        "has_contents": len(views) > 1,
        "views": [_shown(view, rounds[view.question]) for view in views],
        "notes": _notes(session.settings.min_group_size, words),
        "origin": [[label, str(value)] for label, value in rows],
    }


def _facts(manifest: Manifest, questions: int, words: Words) -> list[dict[str, Any]]:
    facts = [{"number": questions, "label": words["questions"]}]
    if manifest.position is None:
        return facts
    people = {"number": manifest.participants, "label": words["people"]}
    sheets = {"number": manifest.rows, "label": words["sheets"]}
    return [people, *([sheets] if manifest.rows != manifest.participants else []), *facts]


def _notes(group: int | None, words: Words) -> list[str]:
    notes = [words["note_n"], words["note_interval"], words["note_deviation"], words["note_again"], words["utc"]]
    return notes if group is None else [words["note_hidden"].replace("{size}", str(group)), *notes]


def _shown(view: View, rounds: int) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(view)
    figures = [{**figure, "is_percent": figure["name"] in PERCENTS} for figure in shown["figures"]]
    return {**shown, "figures": figures, "rounds": rounds}


def colour_of(reading: Reading) -> str:
    """The survey's own, where it stands out from white paper."""
    own = reading.content.theme.colour
    return own if own is not None and contrast(own, "#ffffff") >= READABLE else ACCENT
