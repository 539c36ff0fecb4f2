"""Which sessions a relay folds, and the stream that brings their entries."""

from __future__ import annotations

from typing import Any

import msgspec

from app.core.identity import SLOTS

PREFIX = "relay:"


class Partition(msgspec.Struct, frozen=True):
    """Number ``index`` (from 0) of ``count``; owns every slot that is ``index`` modulo ``count``."""

    index: int = 0
    count: int = 1

    @property
    def name(self) -> str:
        """The id of its checkpoint and of its lease."""
        return f"{PREFIX}{self.index}/{self.count}"

    def is_of_another_split(self, name: str) -> bool:
        """Whether this names a partition where there are more of them, or fewer."""
        return name.startswith(PREFIX) and name.rpartition("/")[2] != str(self.count)

    @property
    def slots(self) -> list[int]:
        return list(range(self.index, SLOTS, self.count))

    @property
    def pipeline(self) -> list[dict[str, Any]]:
        """Every document that comes into the log, of our slots. Events are numbered by what comes out of here, so a
        change of it needs a new generation.

        No ``$project``: it would spare 150 bytes an event and halve what the embedded server delivers (11k/s, 5.7k/s
        with it); ``$in`` over the slots costs as much, ``$mod`` less.
        """
        ours = {"fullDocument.slot": {"$mod": [self.count, self.index]}} if self.count > 1 else {}
        return [{"$match": {"operationType": "insert", **ours}}]
