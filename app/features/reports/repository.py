"""Report records in MongoDB; every step is a compare-and-set on the revision."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.features.reports.model import Filters, Options, Report, Wanted, file_id, report_of
from app.features.reports.sides import Compared, ReportSide
from app.infra.documents import readable, understood
from app.infra.mongo import Database
from app.infra.numbering import Numbering

KIND = "reports"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
PARTS: Mapping[str, type[msgspec.Struct]] = {"filters": Filters, "options": Options, "compared": Compared}
"""Of what is wanted: requests are read strictly, so these are by default."""


class ReportRepository:
    def __init__(self, database: Database) -> None:
        self._reports = database["reports"]
        self._numbering = Numbering(database)

    async def next_number(self, session: str) -> int:
        return await self._numbering.next(session, KIND)

    async def latest_number(self, session: str) -> int:
        return await self._numbering.latest(session, KIND)

    async def add(self, report: Report) -> None:
        await self._reports.insert_one(_document(report))

    async def find(self, report_id: str) -> Report | None:
        """For our own processes and for signed links: no organization is compared."""
        document = await self._reports.find_one({"_id": report_id})
        return _report(document) if document else None

    async def find_whole(self, report_id: str) -> Report | None:
        """For who makes it: a wish of a later release must not be passed over. Raises msgspec.ValidationError."""
        document = await self._reports.find_one({"_id": report_id})
        return msgspec.convert({**document, "id": document["_id"]}, Report) if document else None

    async def find_in(self, organization: str, report_id: str) -> Report | None:
        """For members."""
        document = await self._reports.find_one({"_id": report_id, "organization": organization})
        return _report(document) if document else None

    async def numbered(self, organization: str, session: str, after: int, to: int) -> list[Report]:
        """Those with ``after < number <= to``, the highest first."""
        query = {"organization": organization, "session": session, "number": {"$gt": after, "$lte": to}}
        found = [report async for report in self._readable(query)]
        return sorted(found, key=lambda report: -report.number)

    async def open_ones(self, organization: str) -> int:
        """How many of an organization's reports are under way."""
        return int(await self._reports.count_documents({"organization": organization, "is_open": True}))

    async def open_since_before(self, moment: datetime) -> list[Report]:
        """Those of all organizations that were asked for before and are under way."""
        query = {"is_open": True, "created_at": {"$gte": BEGINNING, "$lt": moment}}
        return [report async for report in self._readable(query)]

    async def replace(self, before: Report, after: Report) -> bool:
        """False where somebody else took a step first, or it was deleted."""
        query = {"_id": before.id, "revision": before.revision}
        return (await self._reports.replace_one(query, _document(after))).modified_count == 1

    async def remove(self, report: Report) -> bool:
        """False where it is gone already."""
        query = {"_id": report.id, "organization": report.organization}
        return bool((await self._reports.delete_one(query)).deleted_count)

    async def expired(self, now: datetime) -> list[Report]:
        """Those whose file has had its time."""
        query = {"has_file": True, "expires_at": {"$gte": BEGINNING, "$lte": now}}
        return [report async for report in self._readable(query)]

    async def with_files(self) -> AsyncIterator[Report]:
        """All, of all organizations, that have a file."""
        async for report in self._readable({"has_file": True}):
            yield report

    async def all_of(self, organization: str) -> AsyncIterator[Report]:
        """Every report of an organization that can be read."""
        async for report in self._readable({"organization": organization}):
            yield report

    async def with_file(self, session: str) -> list[Report]:
        """The reports that have a file and were made from this session's answers, alone or among others; all of them,
        or none where one cannot be read."""
        queries = ({"session": session, "has_file": True}, {"others": session, "has_file": True})
        return [_report(document) for query in queries async for document in self._reports.find(query)]

    async def unowned(self, files: Collection[str]) -> list[str]:
        """Those of the files that no report has, and none that is under way may still write."""
        ids = {report_of(file) for file in files}
        found = self._reports.find({"_id": {"$in": list(ids)}}, {"is_open": 1, "has_file": 1, "attempt": 1})
        owners = {document["_id"]: document async for document in found}
        return [file for file in files if not _owns(owners.get(report_of(file)), file)]

    def _readable(self, query: Mapping[str, Any]) -> AsyncIterator[Report]:
        return readable(self._reports.find(query), _report, "report")


def _document(report: Report) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.to_builtins(report, builtin_types=(datetime,))
    if report.wanted.compared is None:
        del document["wanted"]["compared"]  # a release that does not know it reads all others
    elif others := report.sessions[1:]:
        document["others"] = list(others)
    return {"_id": document.pop("id"), **document}


def _owns(report: Mapping[str, Any] | None, file: str) -> bool:
    if report is None:
        return False
    return bool(report["is_open"] or (report["has_file"] and file == file_id(report["_id"], report["attempt"])))


def _report(document: dict[str, Any]) -> Report:
    """What a later release wrote in it besides is passed over."""
    read = {**document, "id": document["_id"], "wanted": _known(understood(document["wanted"], Wanted))}
    if document.get("manifest") is not None:
        read["manifest"] = _known(document["manifest"])
    return msgspec.convert(read, Report)


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    """A wish, or the manifest that repeats it."""
    parts = {name: understood(told[name], kind) for name, kind in PARTS.items() if told.get(name) is not None}
    if (sides := parts.get("compared", {}).get("sides")) is not None:
        parts["compared"]["sides"] = [understood(side, ReportSide) for side in sides]
    return {**told, **parts}
