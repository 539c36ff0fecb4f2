"""Every operation that changes something writes its audit event: followed from the handler to ``audit.record``."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, get_type_hints

import pytest
from litestar.handlers import HTTPRouteHandler

from tests.architecture.test_audit import ACTION
from tests.builders.audited import CHANGING, RECORDED, UNRECORDED
from tests.builders.routes import HANDLERS

Method = tuple[type, str]


@cache
def tree_of(function: Callable[..., Any]) -> ast.Module:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


@cache
def attributes_of(owner: type) -> dict[str, object]:
    """The types of what an object holds: the fields of a struct, and what ``__init__`` keeps of its arguments."""
    known: dict[str, object] = dict(get_type_hints(owner))
    begin = getattr(owner, "__init__", None)
    if not inspect.isfunction(begin):
        return known
    try:
        tree = tree_of(begin)
    except OSError:  # written by a decorator
        return known
    hints = get_type_hints(begin)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            (target,) = node.targets
            pairs = zip(parts_of(target), parts_of(node.value), strict=False)
            known |= {
                held.attr: hints[given.id]
                for held, given in pairs
                if isinstance(held, ast.Attribute) and isinstance(given, ast.Name) and given.id in hints
            }
    return known


def parts_of(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.Tuple) else [node]


def type_of(node: ast.expr, known: dict[str, object]) -> object:
    """Of a name, or of an attribute of one; None where nobody can tell."""
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = type_of(node.value, known)
        return attributes_of(owner).get(node.attr) if is_ours(owner) else None
    return None


def is_ours(owner: object) -> bool:
    return isinstance(owner, type) and owner.__module__.startswith("app.")


def called(tree: ast.Module, known: dict[str, object]) -> Iterator[Method]:
    """The methods of our own objects that a function calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = type_of(node.func.value, known)
            if is_ours(owner) and inspect.isfunction(getattr(owner, node.func.attr, None)):
                yield owner, node.func.attr  # type: ignore[misc]


@cache
def reached_from(handler: HTTPRouteHandler) -> tuple[ast.Module, ...]:
    """The handler and all methods behind it."""
    parameters = handler.parsed_fn_signature.parameters
    trees = [tree_of(handler.fn)]
    waiting = list(called(trees[0], {name: parameter.annotation for name, parameter in parameters.items()}))
    seen: set[Method] = set()
    while waiting:
        method = waiting.pop()
        if method in seen:
            continue
        seen.add(method)
        owner, name = method
        tree = tree_of(getattr(owner, name))
        trees.append(tree)
        waiting += called(tree, {"self": owner})
    return tuple(trees)


def is_recorded(handler: HTTPRouteHandler) -> bool:
    calls = (node for tree in reached_from(handler) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(ast.unparse(call.func).endswith("audit.record") for call in calls)


def actions_of(handler: HTTPRouteHandler) -> set[str]:
    """Whatever has the form of an action in the functions that are reached."""
    nodes = (node for tree in reached_from(handler) for node in ast.walk(tree))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if ACTION.fullmatch(text)}


def test_every_change_is_in_one_of_the_two_tables() -> None:
    assert set(RECORDED) | set(UNRECORDED) == CHANGING, "say in tests/builders/audited.py what it puts on record"
    assert not set(RECORDED) & set(UNRECORDED)


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_an_operation_writes_the_events_that_the_table_promises(name: str) -> None:
    assert is_recorded(HANDLERS[name])
    assert RECORDED[name] <= actions_of(HANDLERS[name])


@pytest.mark.parametrize("name", sorted(UNRECORDED))
def test_what_is_excused_writes_none(name: str) -> None:
    assert not is_recorded(HANDLERS[name])
