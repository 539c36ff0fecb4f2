"""Lists of people, as spreadsheets and address books write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput
from app.features.invitations.people import MAX_ROWS, RawRow, rows_of_text, sorted_out
from app.features.invitations.tables import MOST_TORN, rows_of_csv

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


TOO_TORN = "email\n" + '"a"b\n' * (MOST_TORN + 1)


@pytest.mark.parametrize(
    "text", ["name,phone\nAda,1\n", '"email\na@b.org', TOO_TORN, "email\n" + "a\n" * (MAX_ROWS + 1)]
)
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


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        ("Email;Name;Address", "a@example.org;Ada;1 High St", "Ada"),
        ("Address;E-Mail-Adresse;Name", "1 High St;a@example.org;Ada", "Ada"),
        ("Name;Address", "Ada;a@example.org", "Ada"),
        ("Email;E-Mail;Name", "a@example.org;old@example.org;Ada", "Ada"),
        ("Name;E-Mailadresse", "Ada;a@example.org", "Ada"),
        ("Vorname;Nachname;E-Mail", "Ada;Lovelace;a@example.org", "Ada Lovelace"),
        ("Name;Vorname;E-Mail", "Lovelace;Ada;a@example.org", "Ada Lovelace"),
        ("Name;First Name;Last Name;Mail", "Countess of Lovelace;Ada;Lovelace;a@example.org", "Countess of Lovelace"),
        ("Name;given_name;email_address", "Lovelace, Ada;Ada;a@example.org", "Lovelace, Ada"),
        ("E-mail Address;Family Name;First Name", "a@example.org; Lovelace ;", "Lovelace"),
    ],
)
def test_columns_are_found_by_what_spreadsheets_call_them(heading: str, cells: str, expected: str) -> None:
    assert rows_of_csv(f"{heading}\n{cells}\n") == [RawRow(2, "a@example.org", expected)]


def test_a_stray_quotation_mark_costs_its_own_line() -> None:
    table = (
        "email,name\n"
        '"a@example.org,Ada\n'
        "b@example.org,Bob\n"
        '"c@example.org" C,Cleo\n'
        'd@example.org,"Dan\n'
        'e@example.org,"Eve, M"\n'
        'f@example.org,Fay "F"\n'
        'g@example.org,"Gus'
    )
    found = sorted_out(rows_of_csv(table))
    assert [(row, one.email, one.name) for row, one in found.people] == [
        (3, "b@example.org", "Bob"),
        (6, "e@example.org", "Eve, M"),
        (7, "f@example.org", 'Fay "F"'),
    ]
    assert [(problem.row, problem.code) for problem in found.problems] == [(row, "not_csv") for row in (2, 4, 5, 8)]


def test_lines_between_two_stray_quotation_marks_are_named_one_by_one() -> None:
    table = (
        "email,name,note\n"
        'a@example.org,"Ada,x\n'
        "b@example.org,Bob,x\n"
        'c@example.org,Cleo",x\n'
        'd@example.org,Dan,"calls\nback"\n'
        'e@example.org,"Eve\n",x\n'
    )
    found = sorted_out(rows_of_csv(table))
    assert [(row, one.email, one.name) for row, one in found.people] == [
        (6, "d@example.org", "Dan"),
        (8, "e@example.org", "Eve"),
    ]
    assert [(problem.row, problem.code) for problem in found.problems] == [(row, "not_csv") for row in (2, 3, 4)]


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_nobody_is_in_twice(text: str) -> None:
    found = sorted_out(rows_of_text(text))
    addresses = [person.address for _, person in found.people]
    assert len(set(addresses)) == len(addresses)
    try:
        rows_of_csv(text)
    except InvalidInput:
        return
