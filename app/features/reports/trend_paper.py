"""A report of several sessions on paper, typeset as that of one is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec

from app.features.reports.model import SideOrigin
from app.features.reports.origin import day, filters_text, moment, origin_rows
from app.features.reports.paper import colour_of
from app.features.reports.press import Press
from app.features.reports.series import Series
from app.features.reports.trend import SHARES, Measure, Trend
from app.features.reports.trend_tables import label_of
from app.features.reports.view import PERCENTS
from app.features.reports.words import WORDS, Words

TEMPLATE = Path(__file__).with_name("trend.typ")


async def write_pdf(press: Press, series: Series, path: Path) -> None:
    await asyncio.to_thread(press.print, paper_data(series), path, TEMPLATE)


def paper_data(series: Series) -> dict[str, Any]:
    """All that the template shows."""
    manifest = series.manifest
    words = WORDS[manifest.options.language]
    rows = origin_rows(manifest, words)
    sessions = [reading.full.session for reading in series.readings.values()]
    groups = {one.settings.min_group_size for one in sessions if one.settings.min_group_size is not None}
    return {
        "language": manifest.options.language,
        "written_in": series.latest.content.language,
        "words": words,
        "kind": words["comparison" if len(series.sides) == 2 else "over_time"],
        "title": series.latest.content.title,
        "description": series.latest.content.description,
        "colour": colour_of(series.latest),
        "facts": [
            {"number": len(series.sides), "label": words["sides"]},
            {"number": manifest.participants, "label": words["people"]},
            {"number": len(series.trends), "label": words["questions"]},
        ],
        "as_of": rows[2][1],
        "made_at": moment(manifest.made_at),
        "verdict": manifest.verdict,
        "verdict_short": words[f"{manifest.verdict}_short"],
        "is_filtered": not manifest.filters.is_empty(),
        "filters": filters_text(manifest.filters, words),
        "in_progress": not all(one.is_over(manifest.made_at) for one in sessions),
        "has_contents": len(series.trends) > 1,
        "sides": [_side(side, words) for side in manifest.sides],
        "trends": [_shown(trend, words) for trend in series.trends],
        "notes": _notes(sorted(groups), words),
        "origin": [[label, str(value)] for label, value in [*rows, *_digests(manifest.sides, words)]],
    }


def _side(side: SideOrigin, words: Words) -> dict[str, Any]:
    title = side.title if side.round == 1 else f"{side.title}, {words['round']} {side.round}"
    return {
        "title": title,
        "began": day(side.began_at),
        "people": side.participants if side.position is not None else None,
        "entries": side.position.entries if side.position is not None else None,
        "verdict": words[f"{side.verdict}_short"],
    }


def _digests(sides: list[SideOrigin], words: Words) -> list[tuple[str, str]]:
    """Of each log once, under the first side that has it."""
    first = {side.session: (place, side) for place, side in reversed(list(enumerate(sides, start=1)))}
    return [
        (f"{words['side']} {place}", f"{side.session}, {words['digest']}: {side.position.digest}")
        for place, side in sorted(first.values(), key=lambda one: one[0])
        if side.position is not None
    ]


def _notes(groups: list[int], words: Words) -> list[str]:
    hidden = [words["note_hidden"].replace("{size}", str(size)) for size in groups]
    names = ("note_sides", "note_change", "note_n", "note_interval", "note_deviation", "note_again", "utc")
    return [*hidden, *(words[name] for name in names)]


def _shown(trend: Trend, words: Words) -> dict[str, Any]:
    shares = [one for one in trend.measures if one.kind in SHARES]
    others = [one for one in trend.measures if one.kind not in SHARES]
    groups = [_group(trend, others, words["change"], words), _group(trend, shares, words["change_points"], words)]
    told: dict[str, Any] = msgspec.to_builtins(trend)
    return {**told, "groups": [group for group in groups if group["rows"]]}


def _group(trend: Trend, measures: list[Measure], head: str, words: Words) -> dict[str, Any]:
    is_share = bool(measures) and measures[0].kind in SHARES
    return {"is_share": is_share, "change_head": head, "rows": [_row(trend, one, words) for one in measures]}


def _row(trend: Trend, measure: Measure, words: Words) -> dict[str, Any]:
    last = measure.points[-1]
    return {
        "label": label_of(trend, measure, words),
        "is_percent": measure.kind in SHARES or measure.key in PERCENTS,
        "points": msgspec.to_builtins(measure.points),
        "difference": last.difference,
        "low": last.difference_low,
        "high": last.difference_high,
    }
