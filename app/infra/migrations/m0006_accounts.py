"""Mail that is kept, and what verification, recovery, second factors and logins through others need."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import BOOLEAN, DATE, HASH, STRING, document, integer
from app.infra.mongo import Database

EXPIRY = IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0)

LOGINS = (
    CollectionSpec(
        name="token_families",
        indexes=(
            IndexModel([("user", ASCENDING), ("revoked", ASCENDING), ("expires_at", ASCENDING)], name="user_standing"),
            IndexModel([("user", ASCENDING), ("network", ASCENDING)], name="user_network"),
        ),
    ),
)

LINKS = (
    CollectionSpec(
        name="account_links",
        schema=document(
            {"_id": HASH, "user": STRING, "purpose": STRING, "email": STRING, "used": BOOLEAN, "expires_at": DATE}
        ),
        indexes=(
            IndexModel([("user", ASCENDING), ("purpose", ASCENDING), ("used", ASCENDING)], name="user_purpose"),
            EXPIRY,
        ),
    ),
)

IDENTITIES = (
    CollectionSpec(
        name="identities",
        schema=document({"_id": HASH, "issuer": STRING, "sub": STRING, "user": STRING, "linked_at": DATE}),
        indexes=(IndexModel([("user", ASCENDING)], name="user"),),
    ),
)

MAIL = (
    CollectionSpec(
        name="outbox",
        schema=document(
            {
                "_id": STRING,
                "number": integer(1),
                "to": STRING,
                "subject": STRING,
                "text": STRING,
                "html": STRING,
                "at": DATE,
                "expires_at": DATE,
            }
        ),
        indexes=(IndexModel([("number", ASCENDING)], name="number", unique=True), EXPIRY),
    ),
)


async def apply(database: Database) -> None:
    """Create or complete all of them."""
    for spec in (*MAIL, *LOGINS, *LINKS, *IDENTITIES):
        await ensure_collection(database, spec)
