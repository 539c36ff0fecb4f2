"""What the mails of a session look like over REST."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from app.core.letters import Letter
from app.features.mailings.model import LineState, ReminderPlan, WaveKind
from app.features.mailings.selection import Decision
from app.features.mailings.service import DryRun, PlanInFull
from app.features.mailings.timing import Verdict
from app.features.surveys.languages import LanguageTag


class ReminderPlanEdit(msgspec.Struct, forbid_unknown_fields=True):
    """Nothing is sent while it is not ``active``."""

    active: bool
    plan: ReminderPlan


class WaveResource(msgspec.Struct):
    """``mails``: how many stand where. ``reserved``: on their way; ``refused``: the mail service takes no such address,
    or did not send what it had taken; ``unknown``: nobody can say, and nobody tries again."""

    id: str
    kind: WaveKind
    due_at: datetime
    mails: dict[LineState, int]


class ReminderPlanResource(msgspec.Struct):
    """``version`` is the ETag, 0 where there is no plan yet."""

    session: str
    version: int
    active: bool
    plan: ReminderPlan | None
    waves: list[WaveResource]
    links: dict[str, str]

    @classmethod
    def of(cls, full: PlanInFull) -> ReminderPlanResource:
        stored, itself = full.stored, f"/api/v1/sessions/{full.session.id}/reminder-plan"
        return cls(
            session=full.session.id,
            version=stored.version if stored is not None else 0,
            active=stored is not None and stored.is_active,
            plan=stored.plan if stored is not None else None,
            waves=[WaveResource(wave.id, wave.kind, wave.due_at, full.sent[wave.id]) for wave in full.waves],
            links={"self": itself, "dry_run": f"{itself}/dry-run"},
        )


class PreviewRequest(msgspec.Struct, forbid_unknown_fields=True):
    """``plan``: one that need not be saved yet; without it the saved one. The others: of whom it is tried out on."""

    wave: WaveKind
    name: Annotated[str, Meta(max_length=100)] | None = None
    language: LanguageTag | None = None
    timezone: Annotated[str, Meta(max_length=64)] | None = None
    plan: ReminderPlan | None = None


class PreviewResource(msgspec.Struct):
    """``html`` holds no script, and nothing that people wrote as anything but text; show it in a frame without rights
    all the same. The links lead nowhere."""

    language: str
    subject: str
    text: str
    html: str

    @classmethod
    def of(cls, letter: Letter) -> PreviewResource:
        return cls(letter.language, letter.subject, letter.text(), letter.html())


class DecisionResource(msgspec.Struct):
    """``later``: when the mail comes instead (``quiet``, ``too_soon``), or is thought of again (``not_invited_yet``).
    ``passed``: by the time it could come a later reminder stands in for it, or the session is over."""

    invitation: str
    email: str
    name: str | None
    verdict: Verdict
    later: datetime | None

    @classmethod
    def of(cls, decision: Decision) -> DecisionResource:
        one = decision.invitation
        return cls(one.id, one.email, one.name, decision.verdict, decision.later)


class DryRunResource(msgspec.Struct):
    """``at``: the moment it was tried for, with the mails that go out until then, and nobody answering. ``totals``
    goes with the first page and counts everybody, or the ten thousand who were invited last: ``uncounted`` says how
    many there are beside. ``people`` is one page of all; it stays empty while an anonymous session takes answers."""

    wave: str
    due_at: datetime
    at: datetime
    totals: dict[Verdict, int]
    uncounted: int
    people: list[DecisionResource]
    next_cursor: str | None

    @classmethod
    def of(cls, run: DryRun, people: list[DecisionResource], next_cursor: str | None) -> DryRunResource:
        return cls(run.wave.id, run.wave.due_at, run.at, run.totals, run.uncounted, people, next_cursor)
