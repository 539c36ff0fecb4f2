"""Tables of people as spreadsheets and address books write them: CSV, and which column says what. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.features.invitations.people import RawRow, bounded, not_readable

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "email": (
        "email", "e mail", "mail", "email address", "e mail address", "mail address",
        "emailaddress", "e mailaddress", "mailaddress",
        "e mail adresse", "email adresse", "mail adresse", "emailadresse", "e mailadresse", "mailadresse",
        "address",
    ),
    "name": ("full name", "display name", "vollständiger name", "anzeigename", "name"),
    "first": ("first name", "given name", "firstname", "forename", "vorname"),
    "last": ("last name", "family name", "surname", "lastname", "nachname", "familienname"),
    "language": ("language", "lang", "locale", "sprache"),
    "timezone": ("timezone", "time zone", "tz", "zeitzone"),
}  # fmt: skip
"""Column → what it may be called, the surest first: an address is a postal one where another column says e-mail."""

_WITHOUT_HEADINGS: Mapping[str, int] = {"email": 0, "name": 1}
_DELIMITERS = ",;\t|"
_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_BREAK = re.compile(r"[\r\n]")
_WORD = re.compile(r"[^\s,]+")
MOST_TORN = 100
"""With more of them this is no CSV. Each is read on to where its quotes end, or as far as a field may go (128 KiB)."""


class _Record(NamedTuple):
    """``first``, ``last``: the lines that it stands on. ``cells``: None where it cannot be read."""

    first: int
    last: int
    cells: Sequence[str] | None


def rows_of_csv(text: str) -> list[RawRow]:
    """Rows of a table with a header that names an e-mail column; without a header, of addresses and names.

    Raises:
        InvalidInput: there is no such column, or this is no CSV.
    """
    text = text.removeprefix("\ufeff")
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    records = [one for one in _records(text, delimiter) if one.cells is None or any(map(str.strip, one.cells))]
    if not records:
        return []
    heading = records[0].cells
    if heading is None:
        raise not_readable(f"Line {records[0].first} is not CSV.")
    columns: Mapping[str, int] = _columns(heading)
    if "email" in columns:
        records = records[1:]
    elif "@" in heading[0]:
        columns = _WITHOUT_HEADINGS
    else:
        raise not_readable("No column of the first line is called email.")
    return list(bounded(row for one in records for row in _rows(one, columns)))


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    """A quotation mark without its other one would take all lines after it along, so the line that a record begins on
    is given up where the record cannot be read, and the next one is a beginning again."""
    lines = io.StringIO(text, newline="").readlines()
    begin, torn = 0, 0
    while begin < len(lines):
        rest = map(lines.__getitem__, range(begin, len(lines)))
        reader, read = csv.reader(rest, delimiter=delimiter, strict=True), 0
        try:
            for cells in reader:
                yield _Record(begin + read + 1, begin + reader.line_num, cells)
                read = reader.line_num
            return
        except csv.Error as failure:
            begin, torn = begin + read + 1, torn + 1
            if torn > MOST_TORN:
                raise not_readable(f"Line {begin} is not CSV, like a hundred before it.") from failure
            yield _Record(begin, begin, None)


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Column → where it stands."""
    found = [_BETWEEN_WORDS.sub(" ", cell.strip().casefold()) for cell in heading]
    named = {column: next((one for one in names if one in found), None) for column, names in _HEADINGS.items()}
    return {column: found.index(name) for column, name in named.items() if name is not None}


def _rows(record: _Record, columns: Mapping[str, int]) -> Iterator[RawRow]:
    """One, or each of its lines where a quotation mark without its other one took them along to the next one."""
    cells = record.cells or ()
    said = {column: cells[place].strip() for column, place in columns.items() if place < len(cells)}
    if record.cells is None or any(_BREAK.search(cell) for cell in said.values()):
        yield from (RawRow(number, "", is_torn=True) for number in range(record.first, record.last + 1))
        return
    yield RawRow(
        record.last,
        said.get("email", ""),
        _name(*(said.get(part, "") for part in ("name", "first", "last"))),
        said.get("language", ""),
        said.get("timezone", ""),
    )


def _name(name: str, first: str, last: str) -> str:
    """Beside a first name, a name is all of it, or the last one alone: German lists are headed ``Name;Vorname``."""
    if name and (last or set(_WORD.findall(first.casefold())) <= set(_WORD.findall(name.casefold()))):
        return name
    return " ".join(part for part in (first, last or name) if part)
