"""Whom sessions invite, the plans by which mails remind them, and the ledger of what was sent."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

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

INVITING = (
    CollectionSpec(
        name="invitations",
        schema=document(
            {
                "_id": STRING,
                "session": STRING,
                "organization": STRING,
                "number": integer(1),
                "email": NAME,
                "address": NAME,
                "hash": HASH,
                "created_at": DATE,
                "is_done": BOOLEAN,
            },
            {
                "name": STRING_OR_NULL,
                "language": STRING_OR_NULL,
                "timezone": STRING_OR_NULL,
                "participant": STRING_OR_NULL,
                "claim": STRING_OR_NULL,
            },
        ),
        indexes=(
            IndexModel([("session", ASCENDING), ("address", ASCENDING)], name="address", unique=True),
            IndexModel([("session", ASCENDING), ("number", ASCENDING)], name="number"),
            IndexModel(
                [("session", ASCENDING), ("participant", ASCENDING)],
                name="participant",
                partialFilterExpression={"participant": {"$gt": ""}},
            ),
            IndexModel([("hash", ASCENDING)], name="hash", unique=True),
        ),
    ),
    CollectionSpec(
        name="reminders",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "version": integer(1),
                "plan": OBJECT,
                "is_active": BOOLEAN,
                "changed_at": DATE,
            }
        ),
        indexes=(IndexModel([("is_active", ASCENDING)], name="active", partialFilterExpression={"is_active": True}),),
    ),
    CollectionSpec(
        name="mail_ledger",
        schema=document(
            {
                "_id": STRING,
                "session": STRING,
                "organization": STRING,
                "invitation": STRING,
                "wave": STRING,
                "batch": STRING,
                "state": one_of("reserved", "sent", "refused", "unknown", "delivered", "bounced", "complained"),
                "at": DATE,
            }
        ),
        indexes=(
            IndexModel([("session", ASCENDING), ("wave", ASCENDING), ("state", ASCENDING)], name="session_wave_state"),
            IndexModel([("invitation", ASCENDING)], name="invitation"),
            IndexModel([("batch", ASCENDING), ("state", ASCENDING)], name="batch_state"),
        ),
    ),
    CollectionSpec(
        name="mail_batches",
        schema=document(
            {
                "_id": STRING,
                "session": STRING,
                "organization": STRING,
                "state": one_of("void", "open", "ended"),
                "members": ARRAY,
                "sealed_at": DATE,
            }
        ),
        indexes=(IndexModel([("session", ASCENDING), ("state", ASCENDING)], name="session_state"),),
    ),
    CollectionSpec(
        name="mail_suppressions",
        schema=document(
            {
                "_id": STRING,
                "organization": STRING,
                "reason": one_of("unsubscribed", "bounced", "complained"),
                "at": DATE,
            }
        ),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete all of them."""
    for spec in INVITING:
        await ensure_collection(database, spec)
