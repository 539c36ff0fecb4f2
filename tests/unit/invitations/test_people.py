"""Lists of people, as spreadsheets and address books write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.features.invitations.people import MAX_ROWS, RawRow, rows_of_csv, rows_of_text, sorted_out

EXPORTED = (
    "\ufeffName;E-Mail;Sprache;Zeitzone;Abteilung\r\n"
    "Ada;Ada@Example.org;de;Europe/Berlin;R&D\r\n"
    '"Doe; John";john@exämple.org;;;\r\n'
    ";ada@EXAMPLE.org;;;\r\n"
    ";nobody;;;\r\n"
    ";c@example.org;klingon;;\r\n"
    ";d@example.org;;Mars/Olympus;\r\n"
    "A\x07B;e@example.org;;;\r\n"
)


def test_a_spreadsheet_is_judged_row_by_row() -> None:
    found = sorted_out(rows_of_csv(EXPORTED))
    assert [(row, one.email, one.name, one.language, one.timezone) for row, one in found.people] == [
        (2, "Ada@example.org", "Ada", "de", "Europe/Berlin"),
        (3, "john@exämple.org", "Doe; John", None, None),
    ]
    assert [(problem.row, problem.field, problem.code) for problem in found.problems] == [
        (4, "email", "repeated"),
        (5, "email", "invalid_email"),
        (6, "language", "unknown_language"),
        (7, "timezone", "unknown_timezone"),
        (8, "name", "invalid_name"),
    ]


def test_a_table_without_a_header_is_addresses_and_names() -> None:
    assert rows_of_csv("a@example.org,Ada\nb@example.org\n") == [
        RawRow(1, "a@example.org", "Ada"),
        RawRow(2, "b@example.org"),
    ]


@pytest.mark.parametrize("text", ["name,phone\nAda,1\n", 'email\n"a@example.org', "email\n" + "a\n" * (MAX_ROWS + 1)])
def test_what_is_no_list_of_people_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        rows_of_csv(text)


def test_pasted_text_has_names_separators_and_several_on_a_line() -> None:
    rows = rows_of_text('Ada <ada@example.org>, bob@example.org;\n\n"Doe, J" <j@example.org>\nnonsense\n')
    assert rows == [
        RawRow(1, "ada@example.org", "Ada"),
        RawRow(1, "bob@example.org"),
        RawRow(3, "j@example.org", "Doe, J"),
        RawRow(4, "nonsense"),
    ]


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_nobody_is_in_twice(text: str) -> None:
    found = sorted_out(rows_of_text(text))
    addresses = [person.address for _, person in found.people]
    assert len(set(addresses)) == len(addresses)
    try:
        rows_of_csv(text)
    except InvalidInput:
        return
