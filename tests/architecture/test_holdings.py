"""Of every collection it is said what a deleted organization leaves there."""

from __future__ import annotations

import re
from pathlib import Path

from app.features.deletion.holdings import OWNER_FIELDS, OWNERS
from tests.builders.staying import STAYING

MIGRATIONS = Path(__file__).parents[2] / "app/infra/migrations"
NAME = re.compile(r'CollectionSpec\(\s*name="([a-z_.]+)"')


def test_each_collection_is_removed_from_or_stays_for_a_reason() -> None:
    collections = {name for path in MIGRATIONS.glob("m*.py") for name in NAME.findall(path.read_text("utf-8"))}
    removed = [one for fields in OWNER_FIELDS.values() for names in fields.values() for one in names]
    said = [*removed, *OWNERS, *STAYING]
    assert len(collections) > 30
    assert sorted(said) == sorted(collections), (
        "say in deletion/holdings.py by what it is found, or in builders/staying.py why it stays"
    )
