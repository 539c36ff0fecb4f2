"""The frames of ``impactpulse.v1``: JSON text, told apart by ``type``.

Both published documents (AsyncAPI for the socket, the TypeScript types) are made from these types.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from app.contracts.audience import AudienceQuestionData, QuestionState, QuestionText
from app.core.errors import FieldError

SUBPROTOCOL = "impactpulse.v1"
MAX_FRAME_BYTES = 65_536
MAX_SUBMISSION_BYTES = 2_000_000
"""Of the body of a submission over REST, for forms that no frame holds (docs/adr/0037-large-forms.md)."""

RequestId = Annotated[str, Meta(min_length=1, max_length=64)]
"""Made by the client; comes back in the answer to the request."""

# ``$`` alone would let a line break at the end pass in Python.
Key = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$(?!\n)",
        description="UUIDv7",
    ),
]
Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$(?!\n)")]
ChannelName = Annotated[
    str, Meta(pattern=r"^session:[A-Za-z0-9_-]{1,64}:(results|state|presence|reports|questions|reactions)$(?!\n)")
]
Phase = Literal["lobby", "running", "ended"]
Text = Annotated[str, Meta(max_length=4_000)]
AnswerItem = Text | int | bool | Annotated[list[Identifier | int], Meta(max_length=200)]
AnswerItems = Annotated[dict[Identifier, AnswerItem], Meta(max_length=200)]
AnswerValue = Text | int | float | Annotated[list[Identifier], Meta(max_length=200)] | AnswerItems | None
"""A value of one question, or null to take the answer back. ``{"na": true}`` says that the question does not apply."""

Answers = Annotated[dict[Identifier, AnswerValue], Meta(min_length=1, max_length=500)]
ReportState = Literal["queued", "running", "done", "failed", "expired"]
"""``expired``: it was made, and its file is kept no longer."""
Action = Literal[
    "open",
    "close",
    "show",
    "reveal",
    "hide",
    "next",
    "round",
    "timer",
    "stop_timer",
    "cover",
    "uncover",
    "show_code",
    "hide_code",
    "audience",
    "leaderboard",
    "survey",
    "lock",
    "unlock",
    "end",
]
Screen = Literal["survey", "audience"]
Reaction = Literal["like", "love", "clap", "laugh", "wow"]


class Position(msgspec.Struct, frozen=True):
    """What a client holds of a channel."""

    epoch: int
    version: int


# ── from the client ──────────────────────────────────────────────────────────────────────────────────────────────


class Hello(msgspec.Struct, tag_field="type", tag="hello", frozen=True):
    """The first frame; nothing else is read before it."""

    token: Annotated[str, Meta(max_length=4_096)]


class Subscribe(msgspec.Struct, tag_field="type", tag="subscribe", frozen=True):
    """Ask for a channel; with ``since``, for what changed after it."""

    id: RequestId
    channel: ChannelName
    since: Position | None = None


class Unsubscribe(msgspec.Struct, tag_field="type", tag="unsubscribe", frozen=True):
    id: RequestId
    channel: ChannelName


class Submit(msgspec.Struct, tag_field="type", tag="submit", frozen=True):
    """Answers under a client-made key; sent again unchanged until it is acked. ``language`` (BCP 47): of the message
    for a full quota; a resend may name another one."""

    id: RequestId
    key: Key
    session: Identifier
    part: Identifier
    attempt: Annotated[int, Meta(ge=1, le=1_000)]
    revision: Annotated[int, Meta(ge=1, le=10_000)]
    answers: Answers
    language: Annotated[str, Meta(max_length=35)] | None = None


class Control(msgspec.Struct, tag_field="type", tag="control", frozen=True):
    """A facilitator's command; ``seconds`` goes with ``timer``. ``stop_timer`` lets the question stay open without it;
    a timer that has run out has closed it, and is not stopped any more. ``reveal`` and ``hide`` are about phones,
    the others about the presenter's screens: ``cover`` keeps a question's results off them, ``uncover`` puts them
    there; ``show_code`` and ``hide_code`` turn how to join on and off; ``audience`` puts the audience's questions
    there, ``leaderboard`` who has most points in its quiz, ``survey`` and whatever asks or shows a question puts the
    survey back. ``lock`` lets nobody new in. ``after`` goes with ``next``: the question that its sender saw on the
    screens. Where that is no longer there, nothing changes: of two taps, or of two people, one goes on. ``phase`` is
    the one that its sender saw: where the session is in another one by now, nothing changes either. Who begins from
    the lobby says ``lobby``, and leads no room back that has begun."""

    id: RequestId
    session: Identifier
    action: Action
    question: Identifier | None = None
    seconds: Annotated[int, Meta(ge=1, le=86_400)] | None = None
    after: Identifier | None = None
    phase: Phase | None = None


class Ask(msgspec.Struct, tag_field="type", tag="ask", frozen=True):
    """A question from the audience under a client-made key; sent again unchanged until it is acked."""

    id: RequestId
    key: Key
    session: Identifier
    text: QuestionText


class Upvote(msgspec.Struct, tag_field="type", tag="upvote", frozen=True):
    """A participant's one vote for somebody else's question; with ``up`` false it is taken back."""

    id: RequestId
    session: Identifier
    question: Identifier
    up: bool = True


class React(msgspec.Struct, tag_field="type", tag="react", frozen=True):
    """A participant's passing sign to whoever speaks. It is counted and not kept: some may be lost."""

    id: RequestId
    session: Identifier
    reaction: Reaction


class Refresh(msgspec.Struct, tag_field="type", tag="refresh", frozen=True):
    """A newer token of the same subject; answered by a new ``welcome``."""

    id: RequestId
    token: Annotated[str, Meta(max_length=4_096)]


class Pong(msgspec.Struct, tag_field="type", tag="pong", frozen=True):
    pass


ClientFrame = Hello | Subscribe | Unsubscribe | Submit | Control | Ask | Upvote | React | Refresh | Pong


# ── from the server ──────────────────────────────────────────────────────────────────────────────────────────────


class Welcome(msgspec.Struct, tag_field="type", tag="welcome", frozen=True):
    """``role`` is a member's role or ``participant``."""

    connection: str
    role: str
    ping_interval_s: float
    max_frame_bytes: int
    token_expires_at: datetime
    server_time: datetime


class Snapshot(msgspec.Struct, tag_field="type", tag="snapshot", frozen=True):
    """The whole of a channel; replaces whatever the client holds. ``data`` depends on the channel."""

    channel: str
    epoch: int
    version: int
    as_of: datetime
    data: Any


class Delta(msgspec.Struct, tag_field="type", tag="delta", frozen=True, rename={"from_": "from"}):
    """Absolute values of what changed after ``from``; apply when ``from <= local < version`` in the same epoch."""

    channel: str
    epoch: int
    from_: int
    version: int
    as_of: datetime
    data: Any


class Ack(msgspec.Struct, tag_field="type", tag="ack", frozen=True, omit_defaults=True):
    """For ``submit`` and ``ask``: a majority holds it. For other requests: done; key and receipt are absent. The
    response to ``ask`` and ``upvote`` names the ``question``; that to ``ask`` also its present ``state``."""

    id: str
    status: Literal["accepted", "duplicate"]
    at: datetime
    key: str | UnsetType = UNSET
    receipt: str | UnsetType = UNSET
    question: str | UnsetType = UNSET
    state: QuestionState | UnsetType = UNSET


class OwnQuestion(msgspec.Struct, tag_field="type", tag="own_question", frozen=True):
    """To the participant who asked a question and holds the channel: how it stands, even if nobody else sees it. Sent
    after a ``subscribe`` for each question that is not shown, and whenever its state may have changed."""

    session: str
    question: str
    data: AudienceQuestionData


class Error(msgspec.Struct, tag_field="type", tag="error", frozen=True, omit_defaults=True):
    """``temporary`` promises that the same request can succeed later, after ``retry_after_ms`` if given."""

    code: str
    message: str
    temporary: bool
    id: str | UnsetType = UNSET
    retry_after_ms: int | UnsetType = UNSET
    fields: list[FieldError] | UnsetType = UNSET
    current_revision: int | UnsetType = UNSET


class Ping(msgspec.Struct, tag_field="type", tag="ping", frozen=True):
    pass


class TokenExpiring(msgspec.Struct, tag_field="type", tag="token_expiring", frozen=True):
    expires_at: datetime


class Draining(msgspec.Struct, tag_field="type", tag="draining", frozen=True):
    reconnect_after_ms: int


ServerFrame = Welcome | Snapshot | Delta | Ack | OwnQuestion | Error | Ping | TokenExpiring | Draining


# ── the data of the channels ─────────────────────────────────────────────────────────────────────────────────────


class ResultsData(msgspec.Struct, frozen=True):
    """``cells``: ``"<question>@<round>"`` → counter → value. A missing counter is 0. ``entries``: folded so far.

    ``n`` respondents with an answer, ``x:na`` those to whom the question does not apply (not in ``n``). Choices:
    ``o:<option>``, ``x:other`` answers in one's own words. Terms: ``t:<term>``, ``other`` those beyond the bound.
    Scales: ``v:<value>``. Numbers: ``b:<bin>``, ``sum`` of steps above the least, ``sq_hi``/``sq_lo`` the limbs (base
    2**32) of their squares. Dates and times: ``d:<label>``, ``sum``, for times ``sq``. Long texts: ``w`` words.
    Rankings: ``r:<option>:<rank>``, ``o:<option>`` ranked at all. Matrices: ``c:<row>:<column>``, ``rn:<row>``
    respondents with an answer in the row. Points: ``p:<option>``, ``pp:<option>`` sum of squares, ``o:<option>`` those
    who gave any. Quizzes: ``o:<option>``, ``correct``, ``points``. Grids: ``i:<item>``, ``g:<item>:<x bin>:<y bin>``,
    and the sums ``x:<item>``, ``y:<item>``, ``xx:<item>``, ``yy:<item>``, ``xy:<item>``.
    A cell that must not be shown yet, because too few people have answered, holds ``hidden`` alone."""

    entries: int
    cells: dict[str, dict[str, int]]


class StateData(msgspec.Struct, frozen=True):
    """What every screen of a session must agree on. ``opened_at``: since when the question has taken answers; it stays
    when the question is closed, and is renewed when it is opened again. ``screen``: what the presenter's screens show;
    ``leaderboard_shown``: instead of it, who has the most points; ``code_shown``: beside it, how to join. ``covered``:
    question → whether its results are kept off those screens; those of a question that is not named are shown, or, if
    it has right answers, shown once it is revealed. ``locked``: nobody new can join; those inside go on.
    ``settings_version`` rises with every edit of the session's settings: clients that keep these read them again."""

    phase: Phase
    question: str | None
    accepting: bool
    rounds: dict[str, int]
    revealed: list[str]
    timer_ends_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    opened_at: datetime | None = None
    screen: Screen = "survey"
    settings_version: int = 1
    covered: dict[str, bool] = msgspec.field(default_factory=dict)
    code_shown: bool = False
    leaderboard_shown: bool = False
    locked: bool = False


class PresenceData(msgspec.Struct, frozen=True):
    """Distinct participants with at least one live socket, over all gateways. For members also: how many of them have
    ``answered`` what is ``asked`` (``"<question>@<round>"``), null if nothing is asked or small groups are hidden; and
    how many have ``joined`` in total and were not removed, null until they are counted (every few seconds)."""

    connected: int
    asked: str | None = None
    answered: int | None = None
    joined: int | None = None


class ReportProgress(msgspec.Struct, frozen=True):
    """``progress`` in percent."""

    state: ReportState
    progress: int


class ReportsData(msgspec.Struct, frozen=True):
    """Reports of the session that moved since this gateway began to watch it, by id, at most the last 50. All others,
    and what became of one that has been silent for long: ``GET /reports/{id}``."""

    reports: dict[str, ReportProgress]


class ReactionsData(msgspec.Struct, frozen=True):
    """``counts``: how many of each since this gateway began to watch the session. Only the difference between two
    frames of the same epoch means anything."""

    counts: dict[Reaction, int]
