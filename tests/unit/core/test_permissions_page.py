"""The published page and document say what the table says."""

from __future__ import annotations

from pathlib import Path

from app.asgi import openapi_document
from app.cli.schema import DOCUMENTS
from tests.builders.access import NEEDS, permission_in

PAGE = Path(__file__).parents[3] / "docs" / "permissions.md"


def test_the_page_is_what_the_code_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == DOCUMENTS["permissions"](), "run `make docs`"


def test_each_operation_names_its_permission() -> None:
    told = {
        f"{method.upper()} {path}": operation.get("x-permission")
        for path, item in openapi_document()["paths"].items()
        for method, operation in item.items()
        if path.startswith("/api/v1")
    }
    untyped = {name.replace(":str}", "}").replace(":int}", "}"): need for name, need in NEEDS.items()}
    assert {name: told[name] for name in untyped} == {name: permission_in(need) for name, need in untyped.items()}
