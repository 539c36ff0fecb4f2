"""Reports as plain tables: CSV in a zip file with its codebook and manifest, and JSON."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec

from app.features.exports.files import as_csv, as_json
from app.features.exports.sheet import SheetColumn
from app.features.reports.answers import LongRows
from app.features.reports.archive import Archive, new_archive
from app.features.reports.material import Material
from app.features.reports.revisions import REVISION_COLUMNS
from app.features.surveys.questions import Scalar

CODEBOOK_COLUMNS = ("name", "label", "kind", "question", "code", "meaning")


async def write_csv(material: Material, path: Path) -> None:
    """``answers.csv``, ``revisions.csv`` where they are wanted, the codebook for people and for programs, the
    manifest."""
    options = material.report.wanted.options
    with new_archive(path) as archive:
        if options.shape == "wide":
            names = [column.name for column in material.reading.sheet.columns]
            await archive.add("answers.csv", as_csv(names, material.rows(), with_bom=options.bom))
        else:
            rows = _long(material)
            await archive.add("answers.csv", as_csv(rows.names, long_rows(material, rows), with_bom=options.bom))
        await add_companions(archive, material)


async def add_companions(archive: Archive, material: Material) -> None:
    """All that goes with ``answers.csv``, which must be written before."""
    with_bom = material.report.wanted.options.bom
    if material.has_revisions:
        await archive.add("revisions.csv", as_csv(REVISION_COLUMNS, material.revisions(), with_bom=with_bom))
    book = each(codebook_rows(material.reading.sheet.columns))
    await archive.add("codebook.csv", as_csv(CODEBOOK_COLUMNS, book, with_bom=with_bom))
    await archive.add_text("codebook.json", pretty(material.codebook()))
    await archive.add_text("manifest.json", pretty(material.manifest()))


async def write_json(material: Material, path: Path) -> None:
    """One object: ``answers`` (what was skipped is missing), ``revisions``, ``codebook``, ``manifest``."""
    with await asyncio.to_thread(path.open, "wb") as target:
        async for piece in _object(material):
            await asyncio.to_thread(target.write, piece)


async def long_rows(material: Material, rows: LongRows) -> AsyncIterator[dict[str, Scalar]]:
    """A row for each answer."""
    async for standing, person in material.named_standings():
        for row in rows.of(standing, person):
            yield row


def _long(material: Material) -> LongRows:
    reading = material.reading
    is_form = reading.full.session.mode == "open"
    return LongRows(reading.sheet, reading.questions, reading.full.version.content, is_form=is_form)


def codebook_rows(columns: list[SheetColumn]) -> Iterator[dict[str, Scalar]]:
    """A row for each column, and one for each of its codes."""
    for column in columns:
        head: dict[str, Scalar] = {"name": column.name, "label": column.label, "kind": column.kind}
        head |= {"question": column.question} if column.question else {}
        yield head
        for code, meaning in column.labels.items():
            yield {"name": column.name, "code": code, "meaning": meaning}


def pretty(struct: msgspec.Struct) -> bytes:
    return msgspec.json.format(msgspec.json.encode(struct)) + b"\n"


async def each(rows: Iterator[dict[str, Scalar]]) -> AsyncIterator[dict[str, Scalar]]:
    for row in rows:
        yield row


async def _object(material: Material) -> AsyncIterator[bytes]:
    yield b'{"answers":\n'
    async for piece in as_json(material.rows()):
        yield piece
    yield b',"revisions":\n'
    async for piece in as_json(material.revisions()):
        yield piece
    yield b',"codebook":\n' + pretty(material.codebook()) + b',"manifest":\n' + pretty(material.manifest()) + b"}\n"
