"""A question type stands in one place: its module, and the registry beside it. Nothing else names it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from app.features.surveys.questions import PublicQuestion, Question

ROOT = Path(__file__).parents[2]
HOME = ROOT / "app/features/surveys/questions"
SAMPLES = ("app/demo/", "app/http/openapi_examples.py")
"""They hold surveys of their own."""

CLASSES = {kind.__name__ for kind in (*get_args(Question), *get_args(PublicQuestion))}
TAGS = {kind.__struct_config__.tag for kind in get_args(Question)}
TELLING_TAGS = TAGS - {"number", "date", "time", "email", "phone", "points", "matrix", "scale", "statement", "consent"}
"""The others are everyday words, which stand for other things too."""


def other_modules() -> Iterator[tuple[str, ast.Module]]:
    for package in ("app", "realtime", "jobs"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if HOME not in path.parents and not name.startswith(SAMPLES):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def test_no_other_module_imports_a_type() -> None:
    offenders = [
        f"{name} imports {alias.name}"
        for name, tree in other_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app.features.surveys.questions")
        for alias in node.names
        if alias.name in CLASSES or node.module != "app.features.surveys.questions"
    ]
    assert offenders == []


def test_no_other_module_names_a_tag() -> None:
    offenders = [
        f"{name}:{node.lineno} says {node.value!r}"
        for name, tree in other_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in TELLING_TAGS
    ]
    assert offenders == []


def test_every_module_of_the_package_is_reached_from_the_registry() -> None:
    assert len(TAGS) == len(get_args(Question))
    defined = {
        node.name
        for path in HOME.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(keyword.arg == "tag" for keyword in node.keywords)
    }
    assert defined == CLASSES
