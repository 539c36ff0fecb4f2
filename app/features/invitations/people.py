"""Lists of people as they come: pasted text, JSON, rows of tables. Each row is judged for itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.utils import getaddresses

import msgspec
from email_validator import EmailNotValidError, validate_email

from app.core.errors import FieldError, InvalidInput
from app.core.timezones import is_timezone
from app.features.invitations.model import Person
from app.features.surveys.languages import is_known

MAX_ROWS = 10_000
MAX_NAME_CHARACTERS = 100

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


class RawRow(msgspec.Struct, frozen=True):
    """A row as it was written; ``number`` is its line, or its place in the list, from 1. ``is_torn``: a line of a table
    whose quotes do not match, so that nobody can say what stands in which column."""

    number: int
    email: str
    name: str = ""
    language: str = ""
    timezone: str = ""
    is_torn: bool = False


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


def rows_of_text(text: str) -> list[RawRow]:
    """Addresses as people paste them: one or more a line, with names or without."""
    return list(
        bounded(
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
    if row.is_torn:
        raise _Refused("csv", "not_csv", "The quotation marks of this line do not match.")
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


def bounded(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """Raises InvalidInput beyond the most that are taken at once."""
    for count, row in enumerate(rows, 1):
        if count > MAX_ROWS:
            raise not_readable(f"At most {MAX_ROWS} people at once; send the rest in another request.")
        yield row


def not_readable(message: str) -> InvalidInput:
    return InvalidInput(fields=(FieldError(message, "not_a_list_of_people"),))
