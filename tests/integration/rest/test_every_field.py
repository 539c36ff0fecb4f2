"""Every field of every edit reaches what it edits: it is sent, read back, and nothing else is changed by a PATCH."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

import httpx
import pyotp
import pytest

from app.infra.mongo import Database
from tests.builders.colleagues import colleague, user_of, verified_owner
from tests.builders.edits import QUOTA, Edit, Json, Scene, edits
from tests.builders.fields import Field, Fields
from tests.builders.images import uploaded
from tests.builders.rest import PASSWORD, Caller, code_of, data_of, joined, new_key, patient, published_survey
from tests.contract.document import DOCUMENT

METHODS = ("put", "patch")
OPERATIONS = {
    operation["operationId"]: (method, path.removeprefix("/api/v1"), operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method in METHODS and "requestBody" in operation
}
FIELDS = Fields(DOCUMENT)
FOLLOWING = {"version", "settings_version", "state_version", "edition", "updated_at", "status"}
"""What an edit changes besides."""


def schema_of(operation: Json) -> Json:
    schema: Json = operation["requestBody"]["content"]["application/json"]["schema"]
    return schema


@pytest.fixture
async def ada(http: httpx.AsyncClient, database: Database) -> Caller:
    """An owner who logs in in two steps, as she may ask of others then."""
    owner = await verified_owner(http, database)
    secret = data_of(await owner.post("/auth/second-factor", {"password": PASSWORD}))["secret"]
    data_of(await owner.post("/auth/second-factor/confirm", {"code": pyotp.TOTP(secret).now()}))
    return owner


@pytest.fixture
async def scene(http: httpx.AsyncClient, database: Database, ada: Caller) -> Scene:
    bob = await user_of(await colleague(http, ada, database, "bob"))
    await database["users"].update_one({"_id": bob}, {"$set": {"email_verified": True}})
    survey = await published_survey(ada)
    settings = {"audience_questions": "open", "quotas": [QUOTA], "closes_at": "2032-01-01T08:00:00Z"}
    session = data_of(await ada.post("/sessions", {"survey": survey, "mode": "open", "settings": settings}))
    question = {"key": new_key(), "text": "Why tea?"}
    asked = data_of(await (await joined(http, session)).post(f"/sessions/{session['id']}/audience-questions", question))
    hook = {"url": "https://example.org/hook", "events": ["session.started"]}
    webhook = data_of(await ada.post("/webhooks", hook))["webhook"]["id"]
    ids = {
        "user_id": bob,
        "session_id": session["id"],
        "survey_id": survey,
        "question_id": asked["id"],
        "webhook_id": webhook,
    }
    new_tags = {"tags": [{"name": "A"}, {"name": "B"}]}
    saved = await ada.call("PUT", f"/surveys/{survey}/tags", json=new_tags, headers={"if-match": '"0"'})
    first, second = (tag["id"] for tag in data_of(saved)["tags"])
    return Scene(ids, data_of(await uploaded(ada))["id"], bob, await user_of(ada), (first, second))


def shows(shown: Any, sent: Any) -> bool:
    """Whether all that was sent is there; what was not sent may be too."""
    if isinstance(sent, dict) and isinstance(shown, dict):
        return all(name in shown and shows(shown[name], value) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(shown, list):
        return len(sent) == len(shown) and all(map(shows, shown, sent))
    return bool(shown == sent)


def beside(shown: Json, sent: Json) -> Json:
    """What is shown and was not sent."""
    rest: Json = {}
    for name, value in shown.items():
        given = sent.get(name, {})
        if isinstance(value, dict) and isinstance(given, dict):
            rest[name] = beside(value, given)
        elif name not in sent and name not in FOLLOWING:
            rest[name] = value
    return rest


async def walk(caller: Caller, scene: Scene, name: str, edit: Edit) -> None:
    """Send every body and look at what is there afterwards."""
    method, template, _ = OPERATIONS[name]
    path, read = template.format(**scene.ids), (edit.read or template).format(**scene.ids)

    async def shown() -> tuple[Json, str]:
        """With the tag for ``If-Match``; an item of a list carries its own."""
        response = await patient(partial(caller.get, read))
        part = edit.part(data_of(response))
        return part, f'"{part["edition"]}"' if "edition" in part else response.headers["etag"]

    for body in edit.bodies:
        before, tag = await shown()
        saved = await patient(partial(caller.call, method.upper(), path, json=body, headers={"if-match": tag}))
        assert saved.is_success, (body, saved.text)
        after, _ = await shown()
        assert shows(after, body), (body, after)
        if method == "patch":
            assert beside(after, body) == beside(before, body), body
    for body, code in edit.refused:
        before, tag = await shown()
        refused = await patient(partial(caller.call, method.upper(), path, json=body, headers={"if-match": tag}))
        assert code_of(refused) == code
        assert (await shown())[0] == before


async def test_every_field_that_is_sent_is_read_back(ada: Caller, scene: Scene, subtests: pytest.Subtests) -> None:
    table = edits(scene)
    for name, edit in table.items():
        with subtests.test(name):
            await walk(ada, scene, name, edit)
            given: defaultdict[Field, set[str]] = defaultdict(set)
            schema = schema_of(OPERATIONS[name][2])
            for body in [*edit.bodies, *(body for body, _ in edit.refused)]:
                for field, value in FIELDS.given(schema, body):
                    given[field].add(value)
            lacking = {field for field in FIELDS.of(schema) if len(given[field]) < 2}
            assert lacking == set(), "fields without two different values in tests/builders/edits.py"
    assert set(table) == set(OPERATIONS)
