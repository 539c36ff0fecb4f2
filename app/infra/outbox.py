"""Where mail stays when no mail service is set up: the collection ``outbox``, for people who try things out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import msgspec

from app.core.clock import Clock
from app.infra.mailer import MAILS, Mail
from app.infra.mongo import Database
from app.infra.mongo_errors import DuplicateKeyError
from app.infra.numbering import Numbering

KEPT_FOR = timedelta(days=7)
_OWNER, _KIND = "outbox", "mails"


class KeptMail(msgspec.Struct, frozen=True):
    """A mail that nobody delivers."""

    mail: Mail
    at: datetime


class OutboxMailer:
    """A ``Mailer`` that keeps instead of sending; a mail with a known key is the same mail."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._outbox = database["outbox"]
        self._numbering = Numbering(database)
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        MAILS.of("kept").add()
        now = self._clock()
        document = {
            "_id": mail.key,
            "number": await self._numbering.next(_OWNER, _KIND),
            "to": mail.to,
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html,
            "at": now,
            "expires_at": now + KEPT_FOR,
        }
        with suppress(DuplicateKeyError):
            await self._outbox.insert_one(document)

    async def send_batch(self, mails: Sequence[Mail], key: str) -> frozenset[int]:  # noqa: ARG002  (each has its own)
        """All are kept."""
        for mail in mails:
            await self.send(mail)
        return frozenset()

    async def latest(self, count: int) -> list[KeptMail]:
        """The newest mails first."""
        last = await self._numbering.latest(_OWNER, _KIND)
        found = await self._outbox.find({"number": {"$gt": last - count, "$lte": last}}).to_list(count)
        found.sort(key=lambda one: int(one["number"]), reverse=True)
        return [KeptMail(Mail(m["to"], m["subject"], m["text"], m["html"], m["_id"]), m["at"]) for m in found]
