"""Cells of a workbook: each of the type of its column, and never a formula."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.features.surveys.questions import Scalar

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_NAME_CHARACTERS = 31
FIRST_DAY = "1900-01-01"
"""Of Excel's calendar; earlier ones stay texts."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

Kinds = Mapping[str, str]
"""Column → ``moment`` (ISO 8601), ``date``, ``time``; all others are of the type of the value itself."""


class CellWriter:
    """Knows the formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._formats = {
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": book.add_format({"num_format": "hh:mm"}),
        }

    def header(self, sheet: Worksheet, names: Sequence[str]) -> None:
        """The first row; it stays in sight."""
        for place, name in enumerate(names):
            sheet.write_string(0, place, name, self.bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(names) - 1, 0), 16)

    def table(self, sheet: Worksheet, names: Sequence[str], rows: Iterable[Mapping[str, Scalar]]) -> None:
        self.header(sheet, names)
        self.rows(sheet, 1, names, rows, {})

    def rows(
        self, sheet: Worksheet, at: int, names: Sequence[str], rows: Iterable[Mapping[str, Scalar]], kinds: Kinds
    ) -> None:
        """From row ``at`` on, counted from 0; what is missing stays empty."""
        for place, row in enumerate(rows, start=at):
            for column, name in enumerate(names):
                if name in row:
                    self.cell(sheet, place, column, row[name], kinds.get(name, ""))

    def cell(self, sheet: Worksheet, row: int, column: int, value: Scalar, kind: str = "") -> None:
        if kind in self._formats and not (kind == "date" and str(value) < FIRST_DAY):
            sheet.write_datetime(row, column, _moment(str(value), kind), self._formats[kind])
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        else:
            sheet.write_string(row, column, value)


def sheet_name(title: str, taken: Collection[str]) -> str:
    """A name that Excel takes: at most 31 characters, some signs not, each once whatever its case."""
    plain = _NOT_IN_NAMES.sub(" ", title).strip() or "-"
    candidate, number = plain[:MAX_NAME_CHARACTERS], 2
    while candidate.lower() in taken:
        end = f" {number}"
        candidate, number = plain[: MAX_NAME_CHARACTERS - len(end)] + end, number + 1
    return candidate


def _moment(text: str, kind: str) -> date | datetime | time:
    if kind == "moment":
        return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
    return date.fromisoformat(text) if kind == "date" else time.fromisoformat(text)
