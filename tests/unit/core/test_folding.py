"""Texts as people look for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.folding import MAX_FOLDED, folded


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Ärger im\t CAFÉ ", "arger im cafe"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("ﬁn & ②", "fin & 2"),
        ("Ελλάδα", "ελλαδα"),
        ("हिन्दी", "हिनदी"),
        ("a\x00b\x07c", "abc"),
        (" \n ", ""),
    ],
)
def test_case_accents_and_blanks_make_no_difference(text: str, key: str) -> None:
    assert folded(text) == key


@given(st.text(max_size=300))
def test_a_key_is_its_own_key_and_is_bounded(text: str) -> None:
    key = folded(text)
    assert folded(key) == key
    assert len(key) <= MAX_FOLDED
    assert "\x00" not in key


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_text_holds_its_parts(before: str, after: str) -> None:
    assert folded(before) in folded(f"{before} {after}")
