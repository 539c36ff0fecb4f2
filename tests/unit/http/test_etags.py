"""Conditional requests."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.http.etags import IfMatchMissing, edited_version, is_at_hand


def test_an_edit_names_its_version() -> None:
    assert edited_version('"3"') == edited_version('W/"3"') == edited_version(' "3" ') == 3


def test_an_edit_without_a_version_is_refused() -> None:
    with pytest.raises(IfMatchMissing):
        edited_version(None)


@pytest.mark.parametrize("header", ["", "*", "3", '"x"', '"3", "4"', '"9999999999999999"'])
def test_an_edit_of_no_single_version_is_refused(header: str) -> None:
    with pytest.raises(InvalidInput):
        edited_version(header)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, False),
        ('"1.2"', True),
        ('W/"1.2"', True),
        ('"1.1", "1.2"', True),
        ("*", True),
        ('"1.1"', False),
        ("1.2", False),
    ],
)
def test_a_reader_is_spared_what_it_already_has(header: str | None, *, expected: bool) -> None:
    assert is_at_hand('"1.2"', header) is expected
