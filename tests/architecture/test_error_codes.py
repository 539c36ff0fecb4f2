"""Every code that a refusal can carry is published, so that its ``type`` leads to an explanation."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import realtime
from app.asgi import CONTROLLERS
from app.http.error_table import published_errors

ROOT = Path(realtime.__file__).parents[1]
PLACE_OF_CODE = {"FieldError": 1, "AnswerRejected": 0, "error_item": 0}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


def code_of(call: ast.Call, place: int) -> ast.expr | None:
    named = next((keyword.value for keyword in call.keywords if keyword.arg == "code"), None)
    return named or (call.args[place] if len(call.args) > place else None)


def places_in(tree: ast.AST) -> dict[str, int]:
    """The calls that take a code, those of this module's own functions that pass one on included."""
    places = dict(PLACE_OF_CODE)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            names = [argument.arg for argument in function.args.args]
            if "code" in names and any(passes_code_on(name, call) for name, call in calls(function)):
                places[function.name] = names.index("code")
    return places


def passes_code_on(name: str, call: ast.Call) -> bool:
    code = code_of(call, PLACE_OF_CODE[name]) if name in PLACE_OF_CODE else None
    return isinstance(code, ast.Name) and code.id == "code"


def codes_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    places = places_in(tree)
    for name, call in calls(tree):
        code = code_of(call, places[name]) if name in places else None
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield code.value


def test_every_code_in_the_source_is_published_and_every_published_one_is_used() -> None:
    assert CONTROLLERS, "importing them brings every error of the slices"
    files = [path for package in ("app", "realtime") for path in (ROOT / package).rglob("*.py")]
    used = {code for path in files for code in codes_in(path)}
    published = {error.code: error for error in published_errors()}
    assert len(used) > 50
    assert used - set(published) == set()
    source = "\n".join(path.read_text(encoding="utf-8") for path in files if path.name != "field_codes.py")
    assert [code for code, error in published.items() if error.status is None and f'"{code}"' not in source] == []
