"""Reports of several sessions as plain tables: CSV, a row for each number, and JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC
from pathlib import Path

import msgspec

from app.features.exports.files import as_csv
from app.features.reports.archive import new_archive
from app.features.reports.model import Manifest
from app.features.reports.series import Series
from app.features.reports.tables import each, pretty
from app.features.reports.trend import Measure, MeasureKind, Trend
from app.features.reports.words import WORDS, Words
from app.features.surveys.questions import Scalar

Row = dict[str, Scalar]

NUMBER_COLUMNS = (
    "question", "title", "measure", "key", "label", "side", "session", "round", "state", "n", "count", "value", "low",
    "high", "difference", "difference_low", "difference_high",
)  # fmt: skip
SIDE_COLUMNS = (
    "side", "session", "title", "round", "version", "began_at", "participants", "sheets", "entries", "as_of", "verdict",
    "digest",
)  # fmt: skip
WHICH: Mapping[tuple[str, MeasureKind], str] = {
    ("ranks", "value"): "mean_rank",
    ("ranks", "share"): "first",
    ("points", "value"): "mean_points_of",
    ("points", "share_of_points"): "of_points",
}


class Comparison(msgspec.Struct):
    """The JSON file. The points of each measure stand in the order of the manifest's ``sides``."""

    questions: list[Trend]
    manifest: Manifest


async def write_csv(series: Series, path: Path) -> None:
    """``numbers.csv``, ``sides.csv`` and the manifest."""
    with_bom = series.report.wanted.options.bom
    with new_archive(path) as archive:
        await archive.add("numbers.csv", as_csv(NUMBER_COLUMNS, each(number_rows(series)), with_bom=with_bom))
        await archive.add("sides.csv", as_csv(SIDE_COLUMNS, each(side_rows(series.manifest)), with_bom=with_bom))
        await archive.add_text("manifest.json", pretty(series.manifest))


async def write_json(series: Series, path: Path) -> None:
    content = pretty(Comparison(series.trends, series.manifest))
    await asyncio.to_thread(path.write_bytes, content)


def number_rows(series: Series) -> Iterator[Row]:
    """A row for each number of each side, and one where a side has none that says why."""
    words = WORDS[series.report.wanted.options.language]
    for trend in series.trends:
        head: Row = {"question": trend.question, "title": trend.title}
        for place, state in enumerate(trend.states):
            side = series.sides[place]
            where: Row = {"side": place + 1, "session": side.session, "round": side.round, "state": state}
            told = [(one, one.points[place]) for one in trend.measures if one.points[place].value is not None]
            for measure, point in told:
                named: Row = {"measure": measure.kind, "key": measure.key, "label": label_of(trend, measure, words)}
                numbers = {name: number for name, number in msgspec.to_builtins(point).items() if number is not None}
                yield {**head, **named, **where, **numbers}
            if not told:
                yield {**head, **where, "n": trend.n[place]}


def side_rows(manifest: Manifest) -> Iterator[Row]:
    """What each side was made from."""
    for place, origin in enumerate(manifest.sides, start=1):
        row: Row = {
            "side": place,
            "session": origin.session,
            "title": origin.title,
            "round": origin.round,
            "version": origin.version,
            "began_at": origin.began_at.astimezone(UTC).isoformat(timespec="milliseconds"),
            "verdict": origin.verdict,
        }
        if origin.position is not None:
            as_of = origin.position.as_of.astimezone(UTC).isoformat(timespec="milliseconds")
            row |= {"participants": origin.participants, "sheets": origin.rows, "as_of": as_of}
            row |= {"entries": origin.position.entries, "digest": origin.position.digest}
        yield row


def label_of(trend: Trend, measure: Measure, words: Words) -> str:
    """Means and figures are named in the language of the report, options as the survey does; where an option has two
    numbers, each says which it is."""
    if measure.kind in ("mean", "figure"):
        return words[measure.label]
    which = WHICH.get((trend.told, measure.kind))
    return f"{words[which]}: {measure.label}" if which else measure.label
