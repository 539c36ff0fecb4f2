"""Rows as CSV that no spreadsheet takes for formulas, and as JSON; made piece by piece."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator, Mapping, Sequence

import msgspec

from app.features.surveys.questions import Scalar

BOM = "\ufeff"
FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""The last four are the full-width forms of the first four."""
NEW_CELL = re.compile(r'[;\t\r\n][;\s"]*(?=([^;\t\r\n]*))')
"""Where Excel's list separator is a semicolon, as in Germany, it ends a cell there; quotation marks do not hold it. One
that begins with a dash may be an item of a list or a smiley, which runs nothing without a call or a reference."""
SIGNS, DASHES, RUNS = tuple("=+@\uff1d\uff0b\uff20"), tuple("-\uff0d"), re.compile("[(|!]")
PIECE_CHARACTERS = 65_536

Rows = AsyncIterator[Mapping[str, Scalar]]


async def as_csv(names: Sequence[str], rows: Rows, *, with_bom: bool) -> AsyncIterator[bytes]:
    """A header and a line for each row (RFC 4180), UTF-8. With a byte order mark Excel reads it as such."""
    piece = io.StringIO(newline="")
    piece.write(BOM if with_bom else "")
    writer = csv.writer(piece)
    writer.writerow([csv_cell(name) for name in names])
    async for row in rows:
        writer.writerow([csv_cell(row.get(name)) for name in names])
        if piece.tell() >= PIECE_CHARACTERS:
            yield piece.getvalue().encode()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode()


async def as_json(rows: Rows) -> AsyncIterator[bytes]:
    """A list of objects, in which what was skipped is missing."""
    start = b"["
    async for row in rows:
        yield start + msgspec.json.encode(row)
        start = b",\n"
    yield b"[]" if start == b"[" else b"]\n"


def csv_cell(cell: Scalar | None) -> str:
    """A cell as text. What a spreadsheet would run as a formula, at the beginning or where it may divide the text, gets
    an apostrophe before it (OWASP, CSV injection)."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        inside = NEW_CELL.sub(_guarded, cell)
        return f"'{inside}" if inside.startswith(FORMULA_STARTS) else inside
    return str(cell)


def _guarded(before: re.Match[str]) -> str:
    """What divides two cells, with an apostrophe where the second would be run."""
    cell = before[1]
    is_run = cell.startswith(SIGNS) or (cell.startswith(DASHES) and RUNS.search(cell) is not None)
    return f"{before[0]}'" if is_run else before[0]
