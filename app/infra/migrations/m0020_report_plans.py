"""Plans of reports that come by themselves."""

from __future__ import annotations

from pymongo import ASCENDING, IndexModel

from app.infra.migrations.collection import CollectionSpec, ensure_collection
from app.infra.migrations.schema import BOOLEAN, DATE, OBJECT, STRING, document, integer
from app.infra.mongo import Database

PLANS = CollectionSpec(
    name="report_plans",
    schema=document(
        {
            "_id": STRING,
            "organization": STRING,
            "version": integer(1),
            "plan": OBJECT,
            "is_active": BOOLEAN,
            "planned_by": STRING,
            "changed_at": DATE,
        }
    ),
    indexes=(IndexModel([("is_active", ASCENDING)], name="active", partialFilterExpression={"is_active": True}),),
)


async def apply(database: Database) -> None:
    """Create or complete it."""
    await ensure_collection(database, PLANS)
