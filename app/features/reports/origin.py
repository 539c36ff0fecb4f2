"""The manifest as lines for people."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from app.features.reports.model import Filters, Manifest
from app.features.reports.words import Words
from app.features.surveys.questions import Scalar

Row = tuple[str, Scalar]


def origin_rows(manifest: Manifest, words: Words) -> list[Row]:
    """(label, value), in the order in which they are read."""
    position, tally = manifest.position, manifest.tally
    rows: list[Row] = [
        (words["report"], manifest.title),
        (words["verdict"], f"{words[f'{manifest.verdict}_short']}: {words[manifest.verdict]}"),
        (words["as_of"], moment(position.as_of if position else tally.as_of if tally else manifest.made_at)),
        (words["made_at"], moment(manifest.made_at)),
        (words["session"], manifest.session),
        (words["version"], f"{manifest.survey} / {manifest.version}"),
        (words["filters"], filters_text(manifest.filters, words)),
    ]
    if position is not None:
        rows += [(words["people"], manifest.participants), (words["sheets"], manifest.rows)]
        rows += [(words["entries"], position.entries), (words["digest"], position.digest)]
    if tally is not None:
        rows.append((words["tally"], f"{tally.epoch}.{tally.version}, {moment(tally.as_of)}"))
    return [*rows, (words["code_version"], f"ImpactPulse {manifest.code_version}, {manifest.report}")]


def filters_text(filters: Filters, words: Words) -> str:
    """What was left out, in one line."""
    said = []
    if filters.questions is not None:
        said.append(f"{words['only_questions']} {', '.join(filters.questions)}")
    if filters.attempt is not None:
        said.append(f"{words['only_attempt']} {filters.attempt}")
    if filters.where is not None:
        said.append(f"{words['only_where']}: {msgspec.json.encode(filters.where).decode()}")
    return "; ".join(said) or words["no_filters"]


def day(at: datetime) -> str:
    """In UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d}"


def moment(at: datetime) -> str:
    """To the second, with its zone."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
