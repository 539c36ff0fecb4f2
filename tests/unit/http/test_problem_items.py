"""Pointers into a body, and what has none."""

from __future__ import annotations

import pytest

from app.http.problem_items import json_pointer


@pytest.mark.parametrize(
    ("field", "pointer"),
    [
        ("title", "#/title"),
        ("questions.0.id", "#/questions/0/id"),
        ("answers.a/b~c", "#/answers/a~1b~0c"),
        ("answers.größe", "#/answers/gr%C3%B6%C3%9Fe"),
        ("translations.de", "#/translations/de"),
        ("translations.de.questions.q1.title", "#/translations/de/questions.q1.title"),
        ("survey.translations.de.title", "#/survey/translations/de/title"),
    ],
)
def test_a_dotted_path_is_a_pointer_of_the_same_steps(field: str, pointer: str) -> None:
    assert json_pointer(field) == pointer
