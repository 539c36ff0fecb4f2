"""Every query that a request or an answer waits for is backed by an index.

Reads by ``_id`` and something else are left out: the embedded server explains them as a scan, yet reads one document
(1.3 ms among 60,000, as by ``_id`` alone).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from app.core.settings import Settings
from app.infra import mongo
from app.infra.mongo import Database
from tests.fixtures.queries import recorded_queries, scans, winning_plan

NOW = datetime(2026, 1, 1, tzinfo=UTC)
OLD = ObjectId.from_datetime(NOW)
HOT: list[tuple[str, dict[str, Any], str]] = [
    ("users", {"email": "ada@example.org"}, "email"),
    ("members", {"user": "usr_1"}, "user"),
    ("members", {"_id": {"$in": ["org_1:usr_1", "org_1:usr_2"]}}, "_id_"),
    ("members", {"organization": "org_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("organizations", {"_id": {"$in": ["org_1", "org_2"]}}, "_id_"),
    ("token_families", {"_id": {"$in": ["fam_1", "fam_2"]}}, "_id_"),
    ("api_keys", {"_id": {"$in": ["key_1", "key_2"]}}, "_id_"),
    ("api_keys", {"organization": "org_1"}, "slot"),
    ("member_invitations", {"organization": "org_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("member_invitations", {"hash": "0" * 64}, "hash"),
    ("member_invitations", {"organization": "org_1", "email": "ada@example.org", "status": "open"}, "email"),
    ("invitations", {"session": "ses_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("invitations", {"session": "ses_1", "address": {"$in": ["ada@example.org"]}}, "address"),
    ("invitations", {"session": "ses_1", "participant": "par_1"}, "participant"),
    ("invitations", {"hash": "0" * 64}, "hash"),
    ("member_invitations", {"email": "ada@example.org", "status": "open"}, "address"),
    ("users", {"_id": {"$in": ["usr_1", "usr_2"]}}, "_id_"),
    ("token_families", {"user": "usr_1", "network": "192.0.2.0/24"}, "user_network"),
    ("token_families", {"user": "usr_1", "revoked": False, "expires_at": {"$gt": NOW}}, "user_standing"),
    ("account_links", {"user": "usr_1", "purpose": "reset_password", "used": False}, "user_purpose"),
    ("outbox", {"number": {"$gt": 10, "$lte": 30}}, "number"),
    ("images", {"organization": "org_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("images", {"_id": {"$in": ["img_1", "img_2"]}}, "_id_"),
    ("images", {"look_at": {"$gte": NOW, "$lte": NOW}}, "looks"),
    ("surveys", {"draft.theme.logo": "img_1"}, "shown:draft.theme.logo"),
    ("surveys", {"draft.questions.options.image": "img_1"}, "shown:draft.questions.options.image"),
    ("survey_versions", {"theme.logo": "img_1"}, "shown:theme.logo"),
    ("survey_versions", {"questions.options.image": "img_1"}, "shown:questions.options.image"),
    ("surveys", {"organization": "org_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("sessions", {"organization": "org_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("sessions", {"organization": "org_1", "survey": "srv_1", "run": {"$gt": 0, "$lte": 20}}, "survey_run"),
    ("sessions", {"_id": {"$in": ["ses_1", "ses_2"]}}, "_id_"),
    ("sessions", {"code": "ABCDEF"}, "code"),
    ("participants", {"session": "ses_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("participants", {"session": "ses_1", "person_key": {"$gte": "a"}}, "by_person_key"),
    ("participants", {"session": "ses_1", "person_key": None}, "by_person_key"),
    ("quota_places", {"quota": "ses_1:tea", "holder": "par_1:1"}, "holder"),
    ("quota_places", {"quota": "ses_1:tea", "checked": False, "at": {"$lt": NOW}}, "unchecked"),
    ("quota_places", {"quota": {"$gte": "ses_1:", "$lt": "ses_1;"}}, "holder"),
    ("audience_questions", {"session": {"$in": ["ses_1"]}}, "session_participant"),
    ("audience_questions", {"session": "ses_1", "participant": "par_1"}, "session_participant"),
    ("audience_votes", {"question": "aqn_1", "up": True}, "question_up"),
    ("audience_votes", {"session": "ses_1", "participant": "par_1"}, "session_participant"),
    ("audience_votes", {"question": "aqn_1", "counted": False}, "question_counted"),
    ("audience_votes", {"counted": False}, "uncounted"),
    ("entries", {"session": "ses_1"}, "session_key"),
    ("erasures", {"session": "ses_1"}, "session"),
    ("erasures", {"is_open": True}, "open"),
    ("reports", {"organization": "org_1", "session": "ses_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("reports", {"organization": "org_1", "is_open": True}, "open"),
    ("reports", {"session": "ses_1", "has_file": True}, "session_files"),
    ("reports", {"has_file": True, "expires_at": {"$gte": NOW, "$lte": NOW}}, "files"),
    ("report_plans", {"is_active": True}, "active"),
    ("report_files.chunks", {"files_id": "rep_1-1"}, "files_id_1_n_1"),
    ("report_files.chunks", {"n": 0, "_id": {"$gte": OLD, "$lt": OLD}}, "first_pieces_by_age"),
    ("surveys", {"retention_days": {"$gt": 0, "$lte": 3_650}}, "retention"),
    ("surveys", {"organization": "org_1", "title_key": {"$gte": "a"}}, "by_title_key"),
    ("surveys", {"organization": "org_1", "updated_at": {"$lte": NOW}}, "by_updated_at"),
    ("sessions", {"organization": "org_1", "title_key": {"$gte": "a"}}, "by_title_key"),
    ("sessions", {"organization": "org_1", "updated_at": {"$lte": NOW}}, "by_updated_at"),
    ("sessions", {"organization": "org_1", "survey": "srv_1"}, "survey_run"),
    ("members", {"organization": "org_1", "person_key": {"$gte": "a"}}, "by_person_key"),
    ("member_invitations", {"organization": "org_1", "email_key": {"$gte": "a"}}, "by_email_key"),
    ("jobs", {"is_open": True, "due_at": {"$gte": NOW, "$lte": NOW}}, "due"),
    ("jobs", {"organization": "org_1", "number": {"$gt": 10, "$lte": 30}}, "number"),
    ("jobs", {"organization": "org_1", "state": "dead", "number": {"$gt": 10, "$lte": 30}}, "state_number"),
    ("jobs", {"state": "dead"}, "dead"),
    ("jobs", {"state": "running"}, "running"),
    ("jobs", {"kind": "a.b", "is_open": True}, "kind_open"),
    ("webhooks", {"organization": "org_1"}, "slot"),
    ("webhooks", {"is_enabled": True}, "enabled"),
    ("webhook_deliveries", {"webhook": "whk_1", "number": {"$gt": 10, "$lte": 210}}, "number"),
    ("webhook_deliveries", {"webhook": "whk_1", "lane": "ses_1", "in_line": True}, "line"),
    ("webhook_deliveries", {"settled_at": {"$gte": NOW, "$lte": NOW}}, "settled"),
    ("audit_events", {"_id": {"$in": ["org_1:1", "org_1:2"]}}, "_id_"),
    ("audit_events", {"organization": "org_1", "number": {"$gt": 0, "$lte": 50}}, "number"),
    ("audit_events", {"organization": "org_1", "actor": "usr_1", "number": {"$gt": 0, "$lte": 200}}, "actor"),
    ("audit_events", {"organization": "org_1", "action": "a.b", "number": {"$gt": 0, "$lte": 200}}, "action"),
    ("audit_events", {"organization": "org_1", "target": "srv_1", "number": {"$gt": 0, "$lte": 200}}, "target"),
    ("entries", {"session": "ses_1", "key": "0190a8f0-0000-7000-8000-000000000001"}, "session_key"),
]


async def test_a_hot_query_uses_its_index(database: Database, subtests: pytest.Subtests) -> None:
    for collection, query, index in HOT:
        with subtests.test(f"{collection}: {query}"):
            plan = await winning_plan(database, collection, query)
            assert index in [stage.get("indexName") for stage in plan]
            assert "COLLSCAN" not in [stage["stage"] for stage in plan]


async def test_a_query_that_nobody_listed_is_looked_at_too(database: Database, settings: Settings) -> None:
    with recorded_queries() as recorder:
        client = mongo.connect(settings.required_mongodb_url())
    sessions = client[database.name]["sessions"]
    await sessions.find_one({"code": "ABCDEF"})
    await sessions.find_one({"_id": "ses_1", "organization": "org_1"})
    await sessions.find_one({"title": "Unindexed", "mode": {"$in": ["live"]}})
    await sessions.update_many({"made_up": 1}, {"$set": {"title": "x"}})
    await sessions.delete_many({"made_up": {"$gt": 1}})
    await sessions.count_documents({"version": 7})
    await sessions.find({"organization": "org_1"}).sort("number", -1).limit(5).to_list(5)
    client.close()
    assert sorted(await scans(database, recorder, {})) == [
        "sessions: sort and limit read the whole collection",
        "sessions: {made_up: {$gt: …}}",
        "sessions: {made_up: …}",
        "sessions: {mode: {$in: …}, title: …}",
        "sessions: {version: …}",
    ]
