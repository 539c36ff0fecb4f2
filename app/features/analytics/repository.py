"""The ``tallies`` collection: one document per session, moved only by compare-and-set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from app.contracts.frames import Position
from app.features.analytics.model import Mark, Tally
from app.features.analytics.naming import field_of, from_fields, to_fields
from app.features.analytics.small_groups import Shown
from app.features.analytics.tally import OTHER, TERM, Counts
from app.infra.by_id import find_by_ids
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError


class TallyRepository:
    """Reads see only what a majority holds; writes return when one does."""

    def __init__(self, database: Database) -> None:
        self._tallies = database["tallies"]
        self._checkpoints = database["checkpoints"]

    async def read(self, session: str) -> Tally | None:
        """The tally of a session; None before its first entry was folded."""
        document = await self._tallies.find_one({"_id": session})
        return None if document is None else tally_of(document)

    async def is_frozen(self, session: str) -> bool:
        """Whether the log behind the tally is gone, or going."""
        document = await self._tallies.find_one({"_id": session}, {"log_removed_at": 1})
        return document is not None and document.get("log_removed_at") is not None

    async def positions(self, sessions: Iterable[str]) -> dict[str, Position]:
        """Where the tallies of these sessions stand; those without one are missing."""
        found = find_by_ids(self._tallies, sessions, {"epoch": 1, "version": 1})
        return {document["_id"]: Position(document["epoch"], document["version"]) async for document in found}

    async def entries_folded(self, sessions: Iterable[str]) -> dict[str, int]:
        """How many entries the tallies of these sessions hold; those without one are missing."""
        found = find_by_ids(self._tallies, sessions, {"entries": 1})
        return {document["_id"]: document["entries"] async for document in found}

    async def generations(self) -> dict[str, int]:
        """The generation of every tally, most recently changed first. Reads the whole collection: for rebuilds."""
        found = self._tallies.find({}, {"generation": 1, "as_of": 1})
        rows = [(document["as_of"], document["_id"], document["generation"]) async for document in found]
        return {session: generation for _, session, generation in sorted(rows, reverse=True)}

    async def are_being_rebuilt(self, *, since: datetime) -> bool:
        """Whether those of some partition are made anew from their logs, begun after ``since``: a partition that is
        there no more may have left its checkpoint in the midst. Reads the checkpoints, one per partition."""
        found = self._checkpoints.find({}, {"rebuilding": 1, "saved_at": 1})
        return any([document["rebuilding"] and document["saved_at"] > since async for document in found])

    async def insert(self, tally: Tally) -> bool:
        """Store the first tally of a session; False where there is one already."""
        try:
            await self._tallies.insert_one(document_of(tally))
        except DuplicateKeyError:
            return False
        return True

    async def advance(
        self, before: Tally, increments: Counts, mark: Mark, as_of: datetime, shown: Shown | None = None
    ) -> bool:
        """Add counts and move the mark in one atomic step; False, and nothing done, unless it is at ``before``."""
        additions = {
            f"cells.{field_of(cell)}.{field_of(counter)}": amount
            for cell, counters in increments.cells.items()
            for counter, amount in counters.items()
        }
        update: dict[str, Any] = {
            "$inc": {"entries": increments.entries, "version": 1, **additions},
            "$set": {"position": mark.position, "token": mark.token, "as_of": as_of},
        }
        if shown is not None:
            update["$set"]["shown"] = msgspec.json.encode(shown)
        return (await self._tallies.update_one(_exactly(before), update)).matched_count == 1

    async def forget_unsaid_terms(self, session: str) -> None:
        """Remove the text of terms that nobody says any more, an erased participant's for one.

        Not where some term found no room: there a term must keep its place (see ``admission``), if only as a zero. That
        makes room, so whoever holds this tally in memory must read it again: it moves the version.
        """
        while (tally := await self.read(session)) is not None:
            cells = tally.counts.cells
            unsaid = {
                f"cells.{field_of(cell)}.{field_of(name)}": ""
                for cell, counters in cells.items()
                for name, count in counters.items()
                if name.startswith(TERM) and not count
            }
            if not unsaid or any(OTHER in counters for counters in cells.values()):
                return
            change = {"$unset": unsaid, "$inc": {"version": 1}}
            if (await self._tallies.update_one(_exactly(tally), change)).matched_count:
                return

    async def replace(self, before: Tally, after: Tally) -> bool:
        """Put a rebuilt tally in the place of ``before``; False, and nothing done, unless the tally is at it."""
        return (await self._tallies.replace_one(_exactly(before), document_of(after))).matched_count == 1


def _exactly(tally: Tally) -> dict[str, Any]:
    return {
        "_id": tally.session,
        "generation": tally.mark.generation,
        "epoch": tally.epoch,
        "version": tally.version,  # freezing, or forgetting words, moves nothing else: it would be undone
        "position": tally.mark.position,
    }


def document_of(tally: Tally) -> dict[str, Any]:
    """A tally as MongoDB keeps it."""
    shown = {} if tally.shown is None else {"shown": msgspec.json.encode(tally.shown)}
    return shown | {
        "_id": tally.session,
        "organization": tally.organization,
        "generation": tally.mark.generation,
        "epoch": tally.epoch,
        "version": tally.version,
        "position": tally.mark.position,
        "token": tally.mark.token,
        "as_of": tally.as_of,
        "entries": tally.counts.entries,
        "cells": to_fields(tally.counts.cells),
        "log_removed_at": tally.log_removed_at,
    }


def tally_of(document: dict[str, Any]) -> Tally:
    """The inverse of ``document_of``."""
    shown = document.get("shown")
    return Tally(
        session=document["_id"],
        organization=document["organization"],
        epoch=document["epoch"],
        version=document["version"],
        mark=Mark(document["generation"], document["position"], document["token"]),
        as_of=document["as_of"],
        counts=Counts(document["entries"], from_fields(document["cells"])),
        shown=None if shown is None else msgspec.json.decode(shown, type=Shown),
        log_removed_at=document.get("log_removed_at"),
    )
