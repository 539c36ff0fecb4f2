"""When the waves of a plan reach one person, and why they do not: pure, without clock or I/O."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from app.features.mailings.model import LEAST_GAP, QuietHours, Wave

Verdict = Literal["send", "quiet", "already", "done", "suppressed", "too_soon", "not_invited_yet", "passed"]
"""``quiet``: when the person's quiet hours are over. ``already``: this wave has a line in the ledger. ``too_soon``:
when the mail before it lies back far enough. ``not_invited_yet``: a reminder before the first mail. ``passed``: by then
a later reminder stands in for it, or the session is over."""

COMES: tuple[Verdict, ...] = ("send", "quiet", "too_soon")
TOGETHER = timedelta(minutes=10)
"""Who was written to within so long is written to again at one moment: one look for a crowd, not one for each batch."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Outlook(msgspec.Struct, frozen=True):
    """``later``: when somebody is looked at again who does not get the mail now."""

    verdict: Verdict
    later: datetime | None = None


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as the database says. ``mails``: wave → when they were written to."""

    mails: Mapping[str, datetime]
    is_done: bool
    is_suppressed: bool
    quiet_hours: QuietHours | None
    zone: ZoneInfo

    @property
    def written(self) -> datetime | None:
        """The latest mail."""
        return max(self.mails.values(), default=None)

    def awake(self, moment: datetime) -> datetime:
        """That moment, or the end of the quiet hours that it falls into."""
        return (self.quiet_hours.until(moment, self.zone) if self.quiet_hours is not None else None) or moment

    def outlook(self, wave: Wave, at: datetime, written: datetime | None) -> Outlook:
        """What becomes of a wave at a moment, where the latest mail before it is ``written``."""
        if wave.id in self.mails:
            return Outlook("already")
        if self.is_done:
            return Outlook("done")
        if self.is_suppressed:
            return Outlook("suppressed")
        if written is None and wave.kind != "first":
            return Outlook("not_invited_yet", self.awake(rested(at)))
        if written is not None and at - written < LEAST_GAP:
            return Outlook("too_soon", self.awake(rested(written)))
        later = self.awake(at)
        return Outlook("send") if later == at else Outlook("quiet", later)


def rested(written: datetime) -> datetime:
    """When somebody who was written to may be again."""
    over = written + LEAST_GAP
    return over + (_EPOCH - over) % TOGETHER


def foreseen(
    reader: Reader, wave: Wave, waves: Sequence[Wave], *, closes_at: datetime | None, now: datetime
) -> Outlook:
    """What becomes of a wave when it is due, with all that comes before it until then; ``waves`` in order.

    Nobody is taken to answer meanwhile.
    """
    written = reader.written
    for position, one in enumerate(waves):
        at = max(now, one.due_at)
        outlook = reader.outlook(one, at, written)
        comes_at = outlook.later or at
        if outlook.verdict in COMES and _is_passed(one, comes_at, waves[position + 1 :], closes_at):
            outlook = Outlook("passed")
        if one == wave:
            return outlook
        if outlook.verdict in COMES:
            written = comes_at
    raise LookupError(wave.id)


def _is_passed(wave: Wave, at: datetime, after: Sequence[Wave], closes_at: datetime | None) -> bool:
    if closes_at is not None and at >= closes_at:
        return True
    return wave.kind != "first" and any(one.kind != "first" and one.due_at <= at for one in after)
