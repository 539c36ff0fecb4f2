"""Any counter survives the trip through a MongoDB field name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.features.analytics.naming import field_of, from_fields, name_of, to_fields


@given(st.text(st.sampled_from("%.$25E4\0 aé"), max_size=12))
def test_a_name_comes_back_from_its_field(name: str) -> None:
    assert name_of(field_of(name)) == name


@given(st.text(max_size=12))
def test_a_field_has_nothing_that_mongodb_reads_as_syntax(name: str) -> None:
    assert not set(field_of(name)) & set(".$\0")


def test_cells_come_back_from_their_fields() -> None:
    cells = {"q@1": {"n": 3, "t:3.50 $": 2, "t:100 %": 1, "v:-2": 4}, "q@2": {}}
    assert from_fields(to_fields(cells)) == cells
