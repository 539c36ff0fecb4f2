"""Which sessions a relay folds, and the stream that brings their entries."""

from __future__ import annotations

from typing import Any

import msgspec

from app.core.identity import SLOTS


class Partition(msgspec.Struct, frozen=True):
    """Number ``index`` (from 0) of ``count``; owns every slot that is ``index`` modulo ``count``."""

    index: int = 0
    count: int = 1

    @property
    def name(self) -> str:
        """The id of its checkpoint and of its lease."""
        return f"relay:{self.index}/{self.count}"

    @property
    def slots(self) -> list[int]:
        return list(range(self.index, SLOTS, self.count))

    @property
    def pipeline(self) -> list[dict[str, Any]]:
        """Events are numbered by what comes out of here, so a change of the ``$match`` needs a new generation."""
        fields = ("_id", "session", "organization", "attempt", "answers", "replaces")
        return [
            {"$match": {"operationType": "insert", "fullDocument.slot": {"$in": self.slots}}},
            {"$project": {f"fullDocument.{field}": 1 for field in fields}},
        ]
