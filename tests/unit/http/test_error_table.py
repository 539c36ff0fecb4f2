"""The published list of errors."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from app.asgi import CONTROLLERS
from app.core.errors import InternalError
from app.http.error_table import error_classes, error_table

PAGE = Path(__file__).parents[3] / "docs" / "errors.md"


def test_the_page_is_the_one_the_code_makes() -> None:
    assert CONTROLLERS, "importing them brings every error of the slices"
    assert PAGE.read_text(encoding="utf-8") == error_table(), "run `make docs`"


def test_a_code_names_one_failure() -> None:
    assert [code for code, count in Counter(error.code for error in error_classes()).items() if count > 1] == []


def test_every_failure_has_a_meaning_of_its_own() -> None:
    mute = [error for error in error_classes() if error is not InternalError and "default_message" not in vars(error)]
    assert mute == []
