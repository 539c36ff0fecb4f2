"""Every query that a request or an answer waits for is backed by an index.

Reads by ``_id`` and something else are left out: the embedded server explains them as a scan, yet reads one document
(1.3 ms among 60,000, as by ``_id`` alone).
"""

from __future__ import annotations

from typing import Any

import pytest

from app.infra.mongo import Database

HOT: list[tuple[str, dict[str, Any], str]] = [
    ("users", {"email": "ada@example.org"}, "email"),
    ("members", {"user": "usr_1"}, "user"),
    ("surveys", {"organization": "org_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("sessions", {"organization": "org_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("sessions", {"organization": "org_1", "survey": "srv_1", "run": {"$gt": 0, "$lte": 20}}, "survey_run"),
    ("sessions", {"_id": {"$in": ["ses_1", "ses_2"]}}, "_id_"),
    ("sessions", {"code": "ABCDEF"}, "code"),
    ("entries", {"session": "ses_1"}, "session_key"),
    ("entries", {"session": "ses_1", "key": "0190a8f0-0000-7000-8000-000000000001"}, "session_key"),
]


def stages(plan: Any) -> list[dict[str, Any]]:
    """Every stage of a winning plan."""
    if isinstance(plan, list):
        return [stage for one in plan for stage in stages(one)]
    if not isinstance(plan, dict):
        return []
    own = [plan] if "stage" in plan else []
    return own + [stage for value in plan.values() for stage in stages(value)]


@pytest.mark.parametrize(("collection", "query", "index"), HOT)
async def test_a_hot_query_uses_its_index(
    database: Database, collection: str, query: dict[str, Any], index: str
) -> None:
    explained = await database.command("explain", {"find": collection, "filter": query}, verbosity="queryPlanner")
    found = stages(explained["queryPlanner"]["winningPlan"])
    assert index in [stage.get("indexName") for stage in found]
    assert "COLLSCAN" not in [stage["stage"] for stage in found]
