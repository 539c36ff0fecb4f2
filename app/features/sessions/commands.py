"""What facilitators command, and the state that follows: pure rules, without clock or I/O."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec

from app.contracts.frames import Action
from app.core.errors import AnswersStillTaken, FieldError, InvalidInput, SessionEnded, WrongState
from app.features.sessions.model import MAX_ROUNDS, Command, Mode, SessionState

OF_OPEN_SESSIONS: frozenset[Action] = frozenset(
    {"reveal", "hide", "show_code", "hide_code", "audience", "leaderboard", "survey", "lock", "unlock", "end"}
)
AFTER_THE_END: frozenset[Action] = frozenset({"reveal", "hide", "leaderboard", "survey"})
"""With these a quiz is looked back on; they take no answers."""
TAKING_ANSWERS: frozenset[Action] = frozenset({"next", "open", "round", "timer"})
"""What would tell the room to answer: only within the hours of the session."""
TO_SURVEY: frozenset[Action] = frozenset({"show", "next", "open", "round", "timer", "survey", "end"})
"""What puts the survey back on the presenter's screens."""


def next_state(
    state: SessionState,
    command: Command,
    *,
    mode: Mode,
    questions: list[str],
    now: datetime,
    quizzes: Collection[str] = (),
) -> SessionState:
    """The state after ``command``; ``questions`` are the version's question ids in order, ``quizzes`` those that have
    right answers.

    A command that asks for what is already so returns an equal state, so that sending it again does no harm (``round``
    excepted, and ``next`` that names neither ``after`` nor ``phase``: each goes one further).

    Raises:
        SessionEnded: after the end there is only looking back.
        AnswersStillTaken: who loads the form next would be told what is right, and send it.
        WrongState: the command does not fit the state.
        InvalidInput: a question does not exist, or ``seconds`` is missing.
    """
    if state.phase == "ended" and command.action not in AFTER_THE_END:
        raise SessionEnded
    _require_known(command, questions)
    if mode == "open" and command.action not in OF_OPEN_SESSIONS:
        raise WrongState("An open session is paced by its respondents; this command is for live ones.")
    if not _is_as_seen(state, command):
        return state
    if command.action in TO_SURVEY:
        state = _back_to_survey(state, command.action)
    match command.action:
        case "show":
            return _show(state, _require_question(state, command), now)
        case "next":
            return _open(state, _question_after(state.question, questions), now)
        case "open":
            return _open(state, _require_question(state, command), now)
        case "close":
            return _close(state)
        case "reveal":
            question = _require_question(state, command)
            if mode == "open" and state.phase != "ended" and question in quizzes:
                raise AnswersStillTaken
            return _reveal(state, question)
        case "hide":
            question = _require_question(state, command)
            return msgspec.structs.replace(state, revealed=[one for one in state.revealed if one != question])
        case "round":
            return _new_round(state, _require_question(state, command), now)
        case "timer":
            return _start_timer(state, command, now)
        case "stop_timer":
            return state if state.time_is_up(now) else msgspec.structs.replace(state, timer_ends_at=None)
        case "cover" | "uncover" | "show_code" | "hide_code" | "audience" | "leaderboard" | "survey":
            return _turn_screens(state, command)
        case "lock" | "unlock":
            return msgspec.structs.replace(state, locked=command.action == "lock")
        case "end":
            return msgspec.structs.replace(state, phase="ended", accepting=False, timer_ends_at=None, ended_at=now)


def _is_as_seen(state: SessionState, command: Command) -> bool:
    """Whether what the sender saw, as far as it says so, is still there: else the command was about something else."""
    if command.phase not in (None, state.phase):
        return False
    return command.action != "next" or command.after in (None, state.question)


def _require_known(command: Command, questions: list[str]) -> None:
    for field, named in (("question", command.question), ("after", command.after)):
        if named is not None and named not in questions:
            raise _invalid(field, "unknown_question", "This survey has no such question.")


def _turn_screens(state: SessionState, command: Command) -> SessionState:
    """What the presenter's screens show beside or instead of the question."""
    match command.action:
        case "cover" | "uncover":
            covered = {**state.covered, _require_question(state, command): command.action == "cover"}
            return msgspec.structs.replace(state, covered=covered)
        case "show_code" | "hide_code":
            return msgspec.structs.replace(state, code_shown=command.action == "show_code")
        case "audience":
            return msgspec.structs.replace(state, screen="audience", leaderboard_shown=False)
        case "leaderboard":
            return msgspec.structs.replace(state, screen="survey", leaderboard_shown=True)
        case _:
            return state


def _back_to_survey(state: SessionState, action: Action) -> SessionState:
    """The end takes no leaderboard away: that is when a quiz is looked back on."""
    return msgspec.structs.replace(
        state, screen="survey", leaderboard_shown=state.leaderboard_shown and action == "end"
    )


def _show(state: SessionState, question: str, now: datetime) -> SessionState:
    if state.question == question:
        return state
    return msgspec.structs.replace(
        _started(state, now), question=question, accepting=False, timer_ends_at=None, opened_at=None
    )


def _open(state: SessionState, question: str, now: datetime) -> SessionState:
    if state.accepts(question, state.round_of(question), now):
        return state
    started = _started(state, now)
    return msgspec.structs.replace(started, question=question, accepting=True, timer_ends_at=None, opened_at=now)


def _close(state: SessionState) -> SessionState:
    if state.question is None:
        raise WrongState("No question is on the screens.")
    return msgspec.structs.replace(state, accepting=False, timer_ends_at=None)


def _reveal(state: SessionState, question: str) -> SessionState:
    """What all phones show is no secret on the wall."""
    revealed = state.revealed if question in state.revealed else [*state.revealed, question]
    return msgspec.structs.replace(state, revealed=revealed, covered=_said_again(state, question, is_covered=False))


def _said_again(state: SessionState, question: str, *, is_covered: bool) -> dict[str, bool]:
    """Whoever has never covered or uncovered a question is not taken to have done so."""
    return {**state.covered, question: is_covered} if question in state.covered else state.covered


def _new_round(state: SessionState, question: str, now: datetime) -> SessionState:
    after = state.round_of(question) + 1
    if after > MAX_ROUNDS:
        raise WrongState(f"A question has at most {MAX_ROUNDS} rounds.")
    asked_again = msgspec.structs.replace(
        state,
        question=question,
        accepting=False,
        timer_ends_at=None,
        rounds={**state.rounds, question: after},
        revealed=[one for one in state.revealed if one != question],
        covered=_said_again(state, question, is_covered=True),
    )
    return _open(asked_again, question, now)


def _start_timer(state: SessionState, command: Command, now: datetime) -> SessionState:
    if command.seconds is None:
        raise _invalid("seconds", "missing", "Say how many seconds the timer runs.")
    opened = _open(state, _require_question(state, command), now)
    return msgspec.structs.replace(opened, timer_ends_at=now + timedelta(seconds=command.seconds))


def _started(state: SessionState, now: datetime) -> SessionState:
    return msgspec.structs.replace(state, phase="running", started_at=state.started_at or now)


def _require_question(state: SessionState, command: Command) -> str:
    question = command.question or state.question
    if question is None:
        raise WrongState("No question is on the screens; name one.")
    return question


def _question_after(question: str | None, questions: list[str]) -> str:
    position = questions.index(question) + 1 if question in questions else 0
    if position >= len(questions):
        raise WrongState("This was the last question.")
    return questions[position]


def _invalid(field: str, code: str, message: str) -> InvalidInput:
    return InvalidInput(fields=(FieldError(message, code, field),))
