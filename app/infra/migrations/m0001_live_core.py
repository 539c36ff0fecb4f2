"""The collections of the live core: accounts, surveys, sessions, the log and its tallies."""

from __future__ import annotations

from pymongo import ASCENDING, DESCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import (
    ARRAY,
    BOOLEAN,
    DATE,
    HASH,
    NAME,
    OBJECT,
    STRING,
    STRING_OR_NULL,
    document,
    integer,
    one_of,
)
from app.infra.mongo import Database

NUMBERED = (("organization", ASCENDING), ("number", ASCENDING))
"""Lists are read as a range of numbers (see ``app.infra.numbering``)."""

ENTRY_FIELDS = ("session", "organization", "attempt", "answers", "key", "payload_hash", "at")
ENTRY = document(
    {"_id": STRING, "slot": integer()},
    {
        "session": STRING,
        "organization": STRING,
        "attempt": integer(1),
        "answers": OBJECT,
        "replaces": OBJECT,
        "key": STRING,
        "payload_hash": HASH,
        "at": DATE,
        "client": OBJECT,
    },
) | {"anyOf": [{"required": list(ENTRY_FIELDS)}, {"properties": {"_id": {"pattern": "^barrier:"}}}]}
"""An entry, or the mark that a rebuilding relay writes to find its place in the stream."""

ACCOUNTS = (
    CollectionSpec(name="counters", schema=document({"_id": STRING, "value": integer(1)})),
    CollectionSpec(name="organizations", schema=document({"_id": STRING, "name": NAME, "created_at": DATE})),
    CollectionSpec(
        name="users",
        schema=document({"_id": STRING, "email": NAME, "name": NAME, "password_hash": STRING, "created_at": DATE}),
        indexes=(IndexModel([("email", ASCENDING)], name="email", unique=True),),
    ),
    CollectionSpec(
        name="members",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "user": STRING,
                "role": one_of("owner", "admin", "facilitator", "viewer"),
            }
        ),
        indexes=(
            IndexModel([("user", ASCENDING)], name="user"),
            IndexModel([("organization", ASCENDING)], name="organization"),
        ),
    ),
    CollectionSpec(
        name="refresh_tokens",
        indexes=(
            IndexModel([("family", ASCENDING)], name="family"),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ),
    ),
    CollectionSpec(
        name="token_families",
        indexes=(
            IndexModel([("user", ASCENDING)], name="user"),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ),
    ),
)

SURVEYS = (
    CollectionSpec(name="counters", schema=document({"_id": STRING, "value": integer(1)})),
    CollectionSpec(
        name="surveys",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "number": integer(1),
                "draft": OBJECT,
                "draft_version": integer(1),
                "published": integer(),
                "created_at": DATE,
            }
        ),
        indexes=(IndexModel(list(NUMBERED), name="number", unique=True),),
    ),
    CollectionSpec(
        name="survey_versions",
        schema=document(
            {
                "_id": STRING,
                "survey": STRING,
                "organization": STRING,
                "version": integer(1),
                "title": STRING,
                "questions": ARRAY,
            }
        ),
        indexes=(IndexModel([("survey", ASCENDING), ("version", DESCENDING)], name="survey_version", unique=True),),
    ),
)

SESSIONS = (
    CollectionSpec(
        name="sessions",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "number": integer(1),
                "run": integer(1),
                "survey": STRING,
                "version": integer(1),
                "mode": one_of("live", "open"),
                "title": STRING,
                "slot": integer(),
                "state": OBJECT,
                "state_version": integer(),
                "created_at": DATE,
            },
            {"code": STRING_OR_NULL},
        ),
        indexes=(
            IndexModel(list(NUMBERED), name="number", unique=True),
            IndexModel(
                [("organization", ASCENDING), ("survey", ASCENDING), ("run", ASCENDING)], name="survey_run", unique=True
            ),
            IndexModel([("slot", ASCENDING)], name="slot"),
            # Unique among sessions that still have a code. `$gt: ""` rather than `$exists`: every planner sees that an
            # equality with a string lies within it, and null is outside.
            IndexModel([("code", ASCENDING)], name="code", unique=True, partialFilterExpression={"code": {"$gt": ""}}),
        ),
    ),
    CollectionSpec(
        name="participants",
        schema=document({"_id": STRING, "session": STRING, "organization": STRING, "joined_at": DATE}),
        indexes=(IndexModel([("session", ASCENDING)], name="session"),),
    ),
)

LOG = (
    CollectionSpec(
        name="entries",
        schema=ENTRY,
        # The only secondary index: each one costs a third of the insert rate (ADR 2, limit 4). Sparse, so that
        # barriers, which have neither field, never collide.
        indexes=(
            IndexModel([("session", ASCENDING), ("key", ASCENDING)], name="session_key", unique=True, sparse=True),
        ),
    ),
    CollectionSpec(
        name="tallies",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "generation": integer(),
                "epoch": integer(1),
                "version": integer(),
                "position": integer(),
                "entries": integer(),
                "cells": OBJECT,
                "as_of": DATE,
            }
        ),
    ),
    CollectionSpec(
        name="checkpoints",
        schema=document(
            {"_id": STRING, "generation": integer(), "position": integer(), "rebuilding": BOOLEAN, "saved_at": DATE}
        ),
    ),
    CollectionSpec(name="leases", schema=document({"_id": STRING, "term": integer(), "expires_at": DATE})),
)


async def apply(database: Database) -> None:
    """Create or complete all of them."""
    for spec in (*ACCOUNTS, *SURVEYS, *SESSIONS, *LOG):
        await ensure_collection(database, spec)
