"""The audit chain is append-only: nothing in the application changes or removes an event."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = [path for package in ("app", "realtime", "jobs") for path in (ROOT / package).rglob("*.py")]
HOMES = {"app/features/audit/repository.py", "app/infra/migrations/m0002_audit.py"}
CALLS = {"insert_many", "find", "find_one", "count_documents"}
"""What may be called on the collection."""
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
TOLD = re.compile(r'"([a-z_]+\.[a-z_]+)": "')


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


def named_actions(tree: ast.Module) -> Iterator[str]:
    """What a module puts on record: the second argument of ``….audit.record(…)``, wherever its words stand."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("audit.record"):
            yield from words_in(call.args[1], tree)


def words_in(said: ast.expr, tree: ast.Module) -> Iterator[str]:
    """A name stands for everything of this form that its module says."""
    for node in ast.walk(tree if isinstance(said, ast.Name) else said):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACTION.fullmatch(node.value):
            yield node.value


def test_the_audit_page_has_words_for_every_action_in_every_language() -> None:
    actions = {action for path in SOURCES for action in named_actions(ast.parse(path.read_text(encoding="utf-8")))}
    texts = ROOT / "frontend/src/features/audit/texts"
    languages = sorted(texts.glob("*.ts"))
    assert [path.stem for path in languages] == ["de", "en"]
    for path in languages:
        assert set(TOLD.findall(path.read_text(encoding="utf-8"))) == actions, path.name
