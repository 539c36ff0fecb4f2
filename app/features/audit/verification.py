"""Reads the chains with distrust, from beginning to end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec

from app.features.audit.check import ChainCheck, Finding
from app.features.audit.model import Head
from app.features.audit.repository import WALK_EVENTS, AuditLog
from app.features.audit.stored import event_id

ATTESTED_WITHIN_S = 0.5
"""The first event of a chain stands for a moment before its end is attested."""


class ChainVerification(msgspec.Struct, frozen=True, kw_only=True):
    """``head`` is the last event up to which the chain is sound; ``finding`` the first thing wrong after it."""

    organization: str
    head: Head
    finding: Finding | None


class AuditVerifier:
    def __init__(self, log: AuditLog, key: bytes, *, former: Sequence[bytes] = ()) -> None:
        self._log = log
        self._key = key
        self._former = former

    async def organizations(self) -> list[str]:
        """All that have a chain to verify."""
        return await self._log.organizations()

    async def verify(self, organization: str, *, expected: str | None = None) -> ChainVerification:
        """Follow a whole chain, in bounded memory, while others may append to it.

        ``expected`` is the hash of an event that somebody noted outside of the database.
        """
        attested = await self._log.attested_head(organization)
        walk = _Walk(ChainCheck(organization, self._key, former=self._former), attested, expected)
        finding = await self._follow(organization, walk) or await self._end(organization, walk)
        if finding is None and expected is not None and not walk.has_met_expected:
            finding = Finding("not_in_chain", 0)
        return ChainVerification(organization=organization, head=walk.check.head, finding=finding)

    async def _follow(self, organization: str, walk: _Walk) -> Finding | None:
        """Go on to the end of what is there without a gap."""
        while True:
            first = walk.check.head.number + 1
            numbers = range(first, first + WALK_EVENTS)
            documents = await self._log.documents(organization, numbers)
            for number in numbers:
                document = documents.get(event_id(organization, number))
                if document is None:
                    return None
                finding = walk.check.take(document) or walk.compare()
                if finding is not None:
                    return finding

    async def _end(self, organization: str, walk: _Walk) -> Finding | None:
        """What is wrong with where the chain ends."""
        while await self._log.count(organization) > walk.check.head.number:
            before = walk.check.head.number
            finding = await self._follow(organization, walk)
            if finding is not None:
                return finding
            if walk.check.head.number == before:
                is_shorter = walk.attested is not None and walk.attested.number > before
                return Finding("removed", before + 1) if is_shorter else Finding("stray", 0)
        number = walk.check.head.number
        if walk.attested is not None:
            return Finding("cut_off", number + 1) if walk.attested.number > number else None
        return await self._without_attestation(organization, number)

    async def _without_attestation(self, organization: str, number: int) -> Finding | None:
        if number and await self._log.attested_head(organization) is None:
            await asyncio.sleep(ATTESTED_WITHIN_S)
        if await self._log.attested_head(organization) is not None:
            return None
        if await self._log.has_attestation(organization):
            return Finding("head_forged", 0)
        return Finding("head_missing", 0) if number else None


class _Walk:
    """How far a verification has come, and what it must meet on its way."""

    def __init__(self, check: ChainCheck, attested: Head | None, expected: str | None) -> None:
        self.check = check
        self.attested = attested
        self._expected = expected
        self.has_met_expected = False

    def compare(self) -> Finding | None:
        """Compare the event that was just taken with what is kept elsewhere."""
        head = self.check.head
        self.has_met_expected |= head.hash == self._expected
        if self.attested is not None and head.number == self.attested.number and head.hash != self.attested.hash:
            return Finding("changed", head.number)
        return None
