"""Lists of people as they come: CSV, pasted text, JSON. Each row is judged for itself. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from email.utils import getaddresses

import msgspec
from email_validator import EmailNotValidError, validate_email

from app.core.errors import FieldError, InvalidInput
from app.core.timezones import is_timezone
from app.features.invitations.model import Person
from app.features.surveys.languages import is_known

MAX_ROWS = 10_000
MAX_NAME_CHARACTERS = 100

_COLUMNS = {
    "email": ("email", "e-mail", "mail", "address", "e-mail-adresse"),
    "name": ("name", "full name", "vollständiger name"),
    "language": ("language", "lang", "locale", "sprache"),
    "timezone": ("timezone", "time zone", "time_zone", "tz", "zeitzone"),
}
_COLUMN_OF = {heading: column for column, headings in _COLUMNS.items() for heading in headings}
_DELIMITERS = ",;\t|"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_PAIR = ("email", "name")


class RawRow(msgspec.Struct, frozen=True):
    """A row as it was written; ``number`` is its line, or its place in the list, from 1."""

    number: int
    email: str
    name: str = ""
    language: str = ""
    timezone: str = ""


class RowProblem(msgspec.Struct, frozen=True):
    """Why a row was not taken."""

    row: int
    field: str
    code: str
    message: str


class Sorted(msgspec.Struct, frozen=True):
    """``people``: each with the number of their row; a line of pasted text may hold several."""

    people: list[tuple[int, Person]]
    problems: list[RowProblem]


class _Refused(Exception):
    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(message)
        self.field, self.code, self.message = field, code, message


def rows_of_csv(text: str) -> list[RawRow]:
    """Rows of a table with a header that names an e-mail column; without a header, of addresses and names.

    Raises:
        InvalidInput: there is no such column, or this is no CSV.
    """
    text = text.removeprefix("\ufeff")
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as failure:
        raise _not_readable(f"Line {reader.line_num} is not CSV.") from failure
    if not lines:
        return []
    columns: Sequence[str | None] = [_COLUMN_OF.get(cell.strip().lower()) for cell in lines[0][1]]
    if "email" in columns:
        lines = lines[1:]
    elif "@" in lines[0][1][0]:
        columns = _PAIR
    else:
        raise _not_readable("No column of the first line is called email.")
    return list(_bounded(_row_of_cells(number, columns, cells) for number, cells in lines))


def rows_of_text(text: str) -> list[RawRow]:
    """Addresses as people paste them: one or more a line, with names or without."""
    return list(
        _bounded(
            RawRow(number, address or line.strip(), name)
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip(" \t,;")
            for name, address in getaddresses([line.replace(";", ",").strip(" \t,")])
        )
    )


def sorted_out(rows: Iterable[RawRow]) -> Sorted:
    """Check each row, and let the first of several with one address stand. 0.1 ms a row: not on the event loop."""
    people: list[tuple[int, Person]] = []
    problems: list[RowProblem] = []
    first: dict[str, int] = {}
    for row in rows:
        try:
            person = _person(row)
            if person.address in first:
                raise _Refused("email", "repeated", f"Row {first[person.address]} has the same address.")
        except _Refused as refused:
            problems.append(RowProblem(row.number, refused.field, refused.code, refused.message))
        else:
            first[person.address] = row.number
            people.append((row.number, person))
    return Sorted(people, problems)


def _person(row: RawRow) -> Person:
    email = _checked_email(row.email)
    name, language, timezone = row.name.strip(), row.language.strip(), row.timezone.strip()
    if len(name) > MAX_NAME_CHARACTERS or _CONTROL.search(name):
        raise _Refused("name", "invalid_name", f"A name has one line of at most {MAX_NAME_CHARACTERS} characters.")
    if language and not (_TAG.fullmatch(language) and is_known(language)):
        raise _Refused("language", "unknown_language", "This is no language tag, such as en or de-AT.")
    if timezone and not is_timezone(timezone):
        raise _Refused("timezone", "unknown_timezone", "This is no IANA time zone, such as Europe/Berlin.")
    return Person(
        email=email, address=email.casefold(), name=name or None, language=language or None, timezone=timezone or None
    )


def folded(email: str) -> str:
    """How addresses are compared: in normal form, without regard to case. Raises InvalidInput."""
    try:
        return _checked_email(email).casefold()
    except _Refused as refused:
        raise InvalidInput(fields=(FieldError(refused.message, refused.code, refused.field),)) from refused


def _checked_email(text: str) -> str:
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as failure:
        raise _Refused("email", "invalid_email", str(failure)) from failure


def _row_of_cells(number: int, columns: Sequence[str | None], cells: Sequence[str]) -> RawRow:
    named = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
    return RawRow(number, **{"email": "", **named})


def _bounded(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    for count, row in enumerate(rows, 1):
        if count > MAX_ROWS:
            raise _not_readable(f"At most {MAX_ROWS} people at once; send the rest in another request.")
        yield row


def _not_readable(message: str) -> InvalidInput:
    return InvalidInput(fields=(FieldError(message, "not_a_list_of_people"),))
