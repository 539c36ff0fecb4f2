"""Every handler says who may call it."""

from __future__ import annotations

import pytest
from litestar.handlers import HTTPRouteHandler

from app.http.guards import RULES, editors_only, members_only, open_to_all
from tests.builders.routes import HANDLERS, OPEN


def rules_of(handler: HTTPRouteHandler) -> list[object]:
    return [guard for guard in (handler.guards or ()) if guard in RULES]


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_handler_names_exactly_one_rule(name: str) -> None:
    assert len(rules_of(HANDLERS[name])) == 1


def test_what_is_open_to_all_is_a_short_list() -> None:
    assert {name for name, handler in HANDLERS.items() if open_to_all in rules_of(handler)} == OPEN


def test_a_viewer_changes_nothing() -> None:
    unsafe = {
        name: handler
        for name, handler in HANDLERS.items()
        if not name.startswith("GET ") and members_only in rules_of(handler)
    }
    assert set(unsafe) == {"POST /api/v1/auth/logout", "POST /api/v1/auth/socket-token"}
    assert editors_only in rules_of(HANDLERS["POST /api/v1/surveys"])
