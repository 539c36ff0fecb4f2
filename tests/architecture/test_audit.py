"""The audit chain is append-only: nothing in the application changes or removes an event."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = [path for package in ("app", "realtime", "jobs") for path in (ROOT / package).rglob("*.py")]
HOMES = {"app/features/audit/repository.py", "app/infra/migrations/m0002_audit.py"}
CALLS = {"insert_many", "find", "find_one", "count_documents"}
"""What may be called on the collection."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls_on(attribute: str, tree: ast.Module) -> Iterator[str]:
    """The methods that are called on ``self.<attribute>``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == attribute:
            yield node.attr


def test_one_module_touches_the_events() -> None:
    touching = {named(path) for path in SOURCES if '"audit_events"' in path.read_text(encoding="utf-8")}
    assert touching == HOMES


def test_that_module_only_inserts_and_reads() -> None:
    tree = ast.parse((ROOT / "app/features/audit/repository.py").read_text(encoding="utf-8"))
    assert set(calls_on("_events", tree)) == CALLS
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "_events"]
    assert len(uses) == 1 + len(list(calls_on("_events", tree))), "the collection is handed to nobody"
