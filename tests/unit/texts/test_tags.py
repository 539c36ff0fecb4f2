"""What is wrong with a list of tags."""

from __future__ import annotations

from app.features.texts.model import Tag, TagList
from app.features.texts.tags import TagEdit, _problems

BEFORE = TagList(survey="srv_1", organization="org_1", version=1, tags=(Tag("tag_1", "Praise", "green"),))


def test_tags_have_names_and_ids_of_their_own() -> None:
    edits = [
        TagEdit(" ", "red"), TagEdit("Praise", id="tag_1"), TagEdit("PRAISE"), TagEdit("Wish", id="tag_9"),
        TagEdit("Other", id="tag_1"),
    ]  # fmt: skip
    assert [(problem.field, problem.code) for problem in _problems(BEFORE, edits)] == [
        ("tags.0.name", "required"),
        ("tags.2.name", "duplicate_value"),
        ("tags.3.id", "unknown_value"),
        ("tags.4.id", "duplicate_id"),
    ]
