"""An example of every frame, for the published document: one run of a session, from the hello to the drain."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.contracts import audience, frames
from app.core.errors import FieldError

SESSION = "ses_5m9q3x7t1v4k8z2w6y0r"
RESULTS = f"session:{SESSION}:results"
STATE = f"session:{SESSION}:state"
_KEY = "0190a8f0-0000-7000-8000-000000000001"
_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2lnbmF0dXJl"  # noqa: S105
_NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
_SOON = datetime(2026, 11, 24, 9, 45, tzinfo=UTC)

RESULTS_DATA = frames.ResultsData(entries=12, cells={"drink@1": {"n": 12, "o:tea": 7, "o:coffee": 5}})
STATE_DATA = frames.StateData(
    phase="running",
    question="drink",
    accepting=True,
    rounds={"drink": 1},
    revealed=[],
    timer_ends_at=_SOON,
    started_at=_NOW,
    ended_at=None,
    opened_at=_NOW,
    covered={"drink": True},
)
PRESENCE_DATA = frames.PresenceData(connected=14, asked="drink@1", answered=12, joined=17)
REPORTS_DATA = frames.ReportsData(reports={"rep_2m7x4q9k1v6t3w8z5y0r": frames.ReportProgress("running", 40)})

_ONE_MORE = frames.ResultsData(entries=13, cells={"drink@1": {"n": 13, "o:tea": 8}})
_ASKED = audience.AudienceQuestionData(
    text="Will there be tea?", state="shown", pinned=False, votes=3, cast_before=0, asked_at=_NOW
)
_QUESTION = "aqn_3f1c9a52d07e4b68"
QUESTIONS_DATA = audience.QuestionsData(cast=3, questions={_QUESTION: _ASKED})
_HIDDEN = audience.QuestionsData(cast=3, questions={_QUESTION: None})
_BY_CHANNEL: dict[str, tuple[msgspec.Struct, msgspec.Struct | None]] = {
    "results": (RESULTS_DATA, _ONE_MORE),
    "state": (STATE_DATA, None),
    "presence": (PRESENCE_DATA, None),
    "reports": (REPORTS_DATA, None),
    "questions": (QUESTIONS_DATA, _HIDDEN),
    "reactions": (frames.ReactionsData(counts={"clap": 41, "love": 7}), None),
}
"""Channel → the whole of it, and a change; the small ones are always told as a whole."""

_EXAMPLES: tuple[tuple[str, msgspec.Struct], ...] = (
    ("The token of a member or of a participant", frames.Hello(token=_TOKEN)),
    ("For the first time", frames.Subscribe(id="1", channel=RESULTS)),
    ("After an interruption", frames.Subscribe(id="2", channel=STATE, since=frames.Position(epoch=1, version=41))),
    ("No longer", frames.Unsubscribe(id="3", channel=RESULTS)),
    (
        "An answer to one question, and another taken back",
        frames.Submit(
            id="4",
            key=_KEY,
            session=SESSION,
            part="form",
            attempt=1,
            revision=2,
            answers={"drink": "tea", "why": None},
        ),
    ),
    ("Take answers to a question", frames.Control(id="5", session=SESSION, action="open", question="drink")),
    ("Begin, unless somebody has", frames.Control(id="12", session=SESSION, action="next", phase="lobby")),
    ("Go on from the question that is seen", frames.Control(id="11", session=SESSION, action="next", after="drink")),
    ("Start a timer", frames.Control(id="6", session=SESSION, action="timer", seconds=60)),
    ("A question from the audience", frames.Ask(id="8", key=_KEY, session=SESSION, text="Will there be tea?")),
    ("A vote for somebody else's", frames.Upvote(id="9", session=SESSION, question=_QUESTION)),
    ("Applause", frames.React(id="10", session=SESSION, reaction="clap")),
    ("Before the old token ends", frames.Refresh(id="7", token=_TOKEN)),
    ("The answer to a ping", frames.Pong()),
    (
        "The hello was right",
        frames.Welcome(
            connection="con_8w2q6t0k4x9m3v7z1y5r",
            role="facilitator",
            ping_interval_s=20.0,
            max_frame_bytes=frames.MAX_FRAME_BYTES,
            token_expires_at=_SOON,
            server_time=_NOW,
        ),
    ),
    (
        "The tally so far",
        frames.Snapshot(channel=RESULTS, epoch=1, version=41, as_of=_NOW, data=msgspec.to_builtins(RESULTS_DATA)),
    ),
    (
        "One more answer",
        frames.Delta(channel=RESULTS, epoch=1, from_=41, version=42, as_of=_NOW, data=msgspec.to_builtins(_ONE_MORE)),
    ),
    (
        "The answers are stored",
        frames.Ack(id="4", status="accepted", at=_NOW, key=_KEY, receipt="MZXW6YTBOI5GKZTH"),
    ),
    (
        "The question waits for a moderator",
        frames.Ack(
            id="8",
            status="accepted",
            at=_NOW,
            key=_KEY,
            receipt="MZXW6YTBOI5GKZTH",
            question=_QUESTION,
            state="pending",
        ),
    ),
    (
        "It is shown now",
        frames.OwnQuestion(session=SESSION, question=_QUESTION, data=_ASKED),
    ),
    ("Done", frames.Ack(id="1", status="accepted", at=_NOW)),
    (
        "Wrong answers",
        frames.Error(
            code="answers_invalid",
            message="Some answers do not fit their questions.",
            temporary=False,
            id="4",
            fields=[FieldError("This option does not exist.", "unknown_option", "answers.drink")],
        ),
    ),
    (
        "Too fast",
        frames.Error(code="rate_limited", message="Too many requests.", temporary=True, id="5", retry_after_ms=1_500),
    ),
    ("Answer it with a pong", frames.Ping()),
    ("Refresh before that", frames.TokenExpiring(expires_at=_SOON)),
    ("Come back then", frames.Draining(reconnect_after_ms=800)),
)


class TypeExample(msgspec.Struct, frozen=True):
    """A question type: a definition, an answer as it is sent, and what it adds to its cell; both empty for a type that
    takes no answer."""

    type: str
    question: dict[str, Any]
    answer: frames.AnswerValue = None
    cell: dict[str, int] = {}


def examples_of(frame: type[msgspec.Struct], types: Iterable[TypeExample] = ()) -> list[dict[str, Any]]:
    """AsyncAPI's message examples: a short summary, and the frame as it goes over the wire; of answers one for each
    type that takes any."""
    made = [*_EXAMPLES, *((f"An answer of type {one.type}", _submit(one)) for one in types if one.answer is not None)]
    return [_example(summary, one) for summary, one in made if type(one) is frame]


def channel_examples(channel: str, types: Iterable[TypeExample] = ()) -> dict[str, list[dict[str, Any]]]:
    """Those of the frames that a channel is told with (``snapshot``, and ``delta`` if it has them)."""
    name = f"session:{SESSION}:{channel}"
    whole, change = _BY_CHANNEL[channel]
    snapshot = frames.Snapshot(channel=name, epoch=1, version=41, as_of=_NOW, data=msgspec.to_builtins(whole))
    made = {"snapshot": [_example("The whole of it", snapshot)]}
    cells = {f"{one.type}@1": one.cell for one in types if one.cell}
    if channel == "results" and cells:
        data = frames.ResultsData(entries=1, cells=cells)
        counted = msgspec.structs.replace(snapshot, data=msgspec.to_builtins(data))
        made["snapshot"].append(_example("The cells of all types, after an answer each", counted))
    if change is not None:
        delta = frames.Delta(channel=name, epoch=1, from_=41, version=42, as_of=_NOW, data=msgspec.to_builtins(change))
        made["delta"] = [_example("What changed", delta)]
    return made


def _submit(one: TypeExample) -> frames.Submit:
    answers = {one.type: one.answer}
    return frames.Submit(id="11", key=_KEY, session=SESSION, part=one.type, attempt=1, revision=1, answers=answers)


def _example(summary: str, frame: msgspec.Struct) -> dict[str, Any]:
    return {"summary": summary, "payload": msgspec.to_builtins(frame)}
