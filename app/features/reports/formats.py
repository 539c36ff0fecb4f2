"""Every format of a report: how it is written, and what a browser is told of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from app.features.reports import trend_paper, trend_sheets, trend_tables
from app.features.reports.material import Material
from app.features.reports.model import Format, Report
from app.features.reports.paper import write_pdf
from app.features.reports.press import Press
from app.features.reports.series import Series
from app.features.reports.spss import write_spss
from app.features.reports.tables import write_csv, write_json
from app.features.reports.workbook import write_xlsx

MAX_SLUG_CHARACTERS = 60


class Kind(NamedTuple):
    media_type: str
    suffix: str


KINDS: Mapping[Format, Kind] = {
    "csv": Kind("application/zip", "csv.zip"),
    "json": Kind("application/json", "json"),
    "spss": Kind("application/zip", "spss.zip"),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "pdf": Kind("application/pdf", "pdf"),
}


class Writers:
    """``compared`` has those in which several sessions can be told."""

    def __init__(self, press: Press) -> None:
        self.single: Mapping[Format, Callable[[Material, Path], Awaitable[None]]] = {
            "csv": write_csv,
            "json": write_json,
            "spss": write_spss,
            "xlsx": write_xlsx,
            "pdf": partial(write_pdf, press),
        }
        self.compared: Mapping[Format, Callable[[Series, Path], Awaitable[None]]] = {
            "csv": trend_tables.write_csv,
            "json": trend_tables.write_json,
            "xlsx": trend_sheets.write_xlsx,
            "pdf": partial(trend_paper.write_pdf, press),
        }


def file_name(report: Report, title: str) -> str:
    """For example ``breakfast-2.csv.zip``: letters that every disk takes."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG_CHARACTERS].rstrip("-")
    return f"{slug or 'report'}-{report.number}.{KINDS[report.wanted.format].suffix}"
