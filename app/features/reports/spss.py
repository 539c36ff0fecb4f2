"""A report for SPSS: the wide table beside the syntax that reads it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from app.features.exports.files import as_csv, csv_cell
from app.features.reports.archive import new_archive
from app.features.reports.material import Material
from app.features.reports.syntax import syntax_of, variable_names
from app.features.reports.tables import add_companions
from app.features.surveys.questions import Scalar

TABLE, SYNTAX = "answers.csv", "answers.sps"


async def write_spss(material: Material, path: Path) -> None:
    """As CSV, with yes and no as 1 and 0, names that SPSS takes, and the syntax file."""
    columns = material.reading.sheet.columns
    names = variable_names(columns)
    renamed = {column.name: name for column, name in zip(columns, names, strict=True)}
    texts = {column.name for column in columns if column.kind == "text"}
    widths: dict[str, int] = {}

    async def rows() -> AsyncIterator[Mapping[str, Scalar]]:
        async for row in material.rows():
            for name in texts & row.keys():
                widths[name] = max(widths.get(name, 0), len(csv_cell(_readable(row[name])).encode()))
            yield {renamed[name]: _readable(cell) for name, cell in row.items()}

    with new_archive(path) as archive:
        await archive.add(TABLE, as_csv(names, rows(), with_bom=material.report.wanted.options.bom))
        await archive.add_text(SYNTAX, syntax_of(columns, widths, TABLE).encode())
        await add_companions(archive, material)


def _readable(cell: Scalar) -> Scalar:
    """SPSS reads a table line by line, so a text stands in one."""
    if isinstance(cell, bool):
        return int(cell)
    return " ".join(cell.splitlines()) if isinstance(cell, str) else cell
