"""SPSS syntax that reads an exported table: names, formats, labels and levels of every variable. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.features.exports.sheet import SheetColumn

RESERVED = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])
MAX_NAME_BYTES = 64
MAX_LABEL_BYTES = 255
MAX_VALUE_LABEL_BYTES = 120
PIECE_CHARACTERS = 60
"""A literal is continued on the next line: no line of syntax may have more than 251 bytes."""

FORMATS = {"integer": "F11.0", "number": "F16.6", "date": "SDATE10", "time": "TIME5", "boolean": "F1.0"}
LEVELS = {"integer": "SCALE", "number": "SCALE", "date": "SCALE", "time": "SCALE", "boolean": "NOMINAL"}
YES_NO = {"0": "no", "1": "yes"}

Widths = Mapping[str, int]
"""Column of texts → the bytes of its longest one."""


def variable_names(columns: Sequence[SheetColumn]) -> list[str]:
    """What SPSS takes as names: begun by a letter, no hyphens, each once whatever its case."""
    taken: set[str] = set()
    names = []
    for column in columns:
        plain = re.sub(r"[^A-Za-z0-9_]", "_", column.name).rstrip("_") or "v"
        plain = plain if plain[0].isalpha() and plain.upper() not in RESERVED else f"v_{plain}"
        candidate, number = plain[:MAX_NAME_BYTES], 2
        while candidate.upper() in taken:
            end = f"_{number}"
            candidate, number = plain[: MAX_NAME_BYTES - len(end)] + end, number + 1
        taken.add(candidate.upper())
        names.append(candidate)
    return names


def syntax_of(columns: Sequence[SheetColumn], widths: Widths, file: str) -> str:
    """The whole syntax file; ``file`` is the table, with a header and commas, in UTF-8."""
    names = variable_names(columns)
    return "\n".join((*_reading(columns, names, widths, file), *_labels(columns, names), "EXECUTE.", ""))


def _reading(columns: Sequence[SheetColumn], names: Sequence[str], widths: Widths, file: str) -> Iterator[str]:
    yield "* Run this in the folder of the table. An apostrophe before one of = + - @ at the beginning of a text,"
    yield "* of a line, or after a semicolon was not written: it keeps spreadsheets from running a formula."
    yield "* Line breaks in texts are spaces here."
    yield "SET UNICODE=ON."
    yield f"GET DATA /TYPE=TXT /FILE={_quoted(file)} /ENCODING='UTF8'"
    yield "  /DELCASE=LINE /DELIMITERS=',' /QUALIFIER='\"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2"
    yield "  /VARIABLES="
    formats = [FORMATS.get(column.kind) or f"A{max(widths.get(column.name, 1), 1)}" for column in columns]
    yield "\n".join(f"    {name} {form}" for name, form in zip(names, formats, strict=True)) + "."
    yield "DATASET NAME answers WINDOW=FRONT."


def _labels(columns: Sequence[SheetColumn], names: Sequence[str]) -> Iterator[str]:
    yield "VARIABLE LABELS"
    labelled = [
        f"  {name} {_quoted(column.label, MAX_LABEL_BYTES)}" for name, column in zip(names, columns, strict=True)
    ]
    yield "\n".join(labelled) + "."
    for name, column in zip(names, columns, strict=True):
        codes = YES_NO if column.kind == "boolean" else column.labels
        if codes:
            is_text = column.kind not in FORMATS
            shown = (
                f"  {_quoted(code) if is_text else code} {_quoted(meaning, MAX_VALUE_LABEL_BYTES)}"
                for code, meaning in codes.items()
            )
            yield f"VALUE LABELS {name}\n" + "\n".join(shown) + "."
    for name, column in zip(names, columns, strict=True):
        level = "ORDINAL" if column.kind == "integer" and column.labels else LEVELS.get(column.kind, "NOMINAL")
        yield f"VARIABLE LEVEL {name} ({level})."


def _quoted(text: str, most_bytes: int | None = None) -> str:
    """A literal: apostrophes doubled, in one line of meaning, cut where SPSS would refuse it."""
    plain = " ".join(text.split())
    if most_bytes is not None:
        plain = plain.encode()[:most_bytes].decode(errors="ignore")
    pieces = [plain[start : start + PIECE_CHARACTERS] for start in range(0, len(plain), PIECE_CHARACTERS)] or [""]
    return " +\n    ".join("'" + piece.replace("'", "''") + "'" for piece in pieces)
