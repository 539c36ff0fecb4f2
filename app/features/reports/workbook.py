"""A report as an Excel workbook: typed cells, a sheet for each view, the codebook and the manifest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.core.errors import TooLarge
from app.features.reports.cells import MAX_COLUMNS, MAX_ROWS, CellWriter, Kinds, sheet_name
from app.features.reports.material import Material
from app.features.reports.origin import origin_rows
from app.features.reports.revisions import REVISION_COLUMNS
from app.features.reports.tables import CODEBOOK_COLUMNS, codebook_rows
from app.features.reports.view_sheets import write_view
from app.features.reports.views import views_of
from app.features.reports.words import WORDS
from app.features.surveys.questions import Scalar

BATCH = 500

Rows = AsyncIterator[Mapping[str, Scalar]]


class _Tables:
    """Long tables, continued on further sheets where one is full."""

    def __init__(self, book: Workbook) -> None:
        self.taken: set[str] = set()
        self._book = book
        self._writer = CellWriter(book)

    def add(self, title: str) -> Worksheet:
        name = sheet_name(title, self.taken)
        self.taken.add(name.lower())
        return self._book.add_worksheet(name)

    async def write(self, title: str, names: Sequence[str], rows: Rows, kinds: Kinds) -> None:
        sheet, at = self._begin(title, names), 1
        batch: list[Mapping[str, Scalar]] = []
        async for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                await asyncio.to_thread(self._writer.rows, sheet, at, names, batch, kinds)
                at, batch = at + BATCH, []
                if at + BATCH > MAX_ROWS:
                    sheet, at = self._begin(title, names), 1
        await asyncio.to_thread(self._writer.rows, sheet, at, names, batch, kinds)

    def _begin(self, title: str, names: Sequence[str]) -> Worksheet:
        sheet = self.add(title)
        self._writer.header(sheet, names)
        return sheet


async def write_xlsx(material: Material, path: Path) -> None:
    """Rows go to temporary files as they come, so memory does not grow with the answers. Raises TooLarge."""
    columns = material.reading.sheet.columns
    if len(columns) > MAX_COLUMNS:
        raise TooLarge(f"Excel takes {MAX_COLUMNS:,} columns, this survey needs {len(columns):,}; take CSV.")
    # Times have no zone in Excel; a text that looks like a formula, a number or a link stays a text.
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}
    book = Workbook(str(path), options)
    book.use_zip64()
    try:
        words = WORDS[material.report.wanted.options.language]
        tables = _Tables(book)
        front = book.add_worksheet(sheet_name(words["manifest"], set()))
        tables.taken.add(front.get_name().lower())
        kinds = {column.name: column.kind for column in columns} | {"first_at": "moment", "last_at": "moment"}
        await tables.write(words["answers"], [column.name for column in columns], material.rows(), kinds)
        if material.has_revisions:
            moments: Kinds = {"at": "moment"}
            await tables.write(words["revisions"], REVISION_COLUMNS, material.revisions(), moments)
        await asyncio.to_thread(_write_rest, book, front, tables, material)
    finally:
        # Here all sheets are compressed: with a million rows the worker would stand still beyond its lease.
        await asyncio.to_thread(book.close)


def _write_rest(book: Workbook, front: Worksheet, tables: _Tables, material: Material) -> None:
    words = WORDS[material.report.wanted.options.language]
    writer = CellWriter(book)
    writer.table(tables.add(words["codebook"]), CODEBOOK_COLUMNS, codebook_rows(material.reading.sheet.columns))
    for view in views_of(material.reading.questions, material.reading.cells()):
        title = f"{view.number} {view.question}" + (f" {words['round']} {view.attempt}" if view.attempt > 1 else "")
        write_view(book, tables.add(title), view, words)
    for place, (label, value) in enumerate(origin_rows(material.manifest(), words)):
        front.write_string(place, 0, label, writer.bold)
        writer.cell(front, place, 1, value)
    front.set_column(0, 0, 30)
    front.set_column(1, 1, 90, writer.wrapped)
