"""Every handler says who may call it."""

from __future__ import annotations

import msgspec
import pytest
from litestar.handlers import HTTPRouteHandler

from app.core.permissions import ROLES_WITH
from app.http.guards import Allows, is_rule, open_to_all
from tests.builders.access import lacking
from tests.builders.routes import HANDLERS, OPEN


def rules_of(handler: HTTPRouteHandler) -> list[object]:
    return [guard for guard in (handler.guards or ()) if is_rule(guard)]


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_handler_names_exactly_one_rule(name: str) -> None:
    assert len(rules_of(HANDLERS[name])) == 1


def test_what_is_open_to_all_is_a_short_list() -> None:
    assert {name for name, handler in HANDLERS.items() if open_to_all in rules_of(handler)} == OPEN


def test_a_viewer_changes_nothing() -> None:
    for name, handler in HANDLERS.items():
        (rule,) = rules_of(handler)
        if isinstance(rule, Allows) and not name.startswith("GET "):
            assert "viewer" not in ROLES_WITH[rule.permission]


def test_every_route_is_in_the_table_that_the_walk_checks() -> None:
    assert lacking() == set(), "say in tests/builders/access.py what this route asks of its caller"


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_no_field_of_a_body_is_named_like_a_service(name: str) -> None:
    """Litestar would take a fault in it for one of ours, and answer 500."""
    body = HANDLERS[name].parsed_fn_signature.parameters.get("data")
    if body is not None and issubclass(body.annotation, msgspec.Struct):
        fields = {field.encode_name for field in msgspec.structs.fields(body.annotation)}
        assert not fields & set(HANDLERS[name].resolve_dependencies())
