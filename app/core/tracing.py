"""What became of one request or answer, step by step and across processes: spans that belong to a trace.

Off by default, and then a step costs a look at a variable. Only what was chosen at its beginning (``TRACE_RATIO``) is
recorded, so what is not chosen costs no more. The form of ids and headers is W3C Trace Context's.
"""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from time import time_ns
from typing import Literal

import msgspec

Kind = Literal["internal", "server", "client", "producer", "consumer"]
Attributes = dict[str, str | int | float]

MAX_TOGETHER = 16
"""Traces that one step of many answers is recorded in; of the others the step is only counted."""

_HEADER = re.compile(r"00-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-[0-9a-f]{2}")


class TraceContext(msgspec.Struct, frozen=True):
    """A span within its trace (W3C Trace Context): both ids as hexadecimal digits."""

    trace_id: str
    span_id: str

    @property
    def header(self) -> str:
        """As ``traceparent``; only what is recorded has a context, so it says so."""
        return f"00-{self.trace_id}-{self.span_id}-01"

    def child(self) -> TraceContext:
        """A new span's, in the same trace."""
        return TraceContext(self.trace_id, secrets.token_hex(8))


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A step that has ended. ``links``: what else it was done for."""

    name: str
    kind: Kind
    context: TraceContext
    parent: TraceContext | None
    began_ns: int
    ended_ns: int
    attributes: Attributes
    links: tuple[TraceContext, ...] = ()
    failure: str | None = None


Sink = Callable[[Span], None]
"""Takes spans from any thread; must not block."""


class _Recorder:
    """Where the spans of this process go, and how many traces begin here."""

    def __init__(self) -> None:
        self.sink: Sink | None = None
        self.ratio = 0.0


_recorder = _Recorder()
_current: ContextVar[TraceContext | None] = ContextVar("context", default=None)


@contextmanager
def recording(sink: Sink, ratio: float) -> Iterator[None]:
    """Record until the context ends; ``ratio`` of what begins in this process."""
    former = _recorder.sink, _recorder.ratio
    _recorder.sink, _recorder.ratio = sink, ratio
    try:
        yield
    finally:
        _recorder.sink, _recorder.ratio = former


def current() -> TraceContext | None:
    """Where this task is, if what it does is recorded."""
    return _current.get()


def context_of(header: str | None) -> TraceContext | None:
    """The context that a ``traceparent`` names; None where nothing is recorded here, or it names none."""
    found = _HEADER.fullmatch(header) if header and _recorder.sink is not None else None
    return TraceContext(*found.groups()) if found is not None else None


def contexts_of(headers: Sequence[str]) -> tuple[TraceContext, ...]:
    """Those that could be read, at most MAX_TOGETHER."""
    if _recorder.sink is None:
        return ()
    return tuple(context for header in headers[:MAX_TOGETHER] if (context := context_of(header)) is not None)


def record(span: Span) -> None:
    """Keep a step whose times are known."""
    if _recorder.sink is not None:
        _recorder.sink(span)


class Noted(msgspec.Struct):
    """A step under way: whoever takes it may say more of it."""

    name: str
    context: TraceContext
    attributes: Attributes


_UNRECORDED: AbstractContextManager[None] = nullcontext()
_UNSHARED: AbstractContextManager[tuple[Noted, ...]] = nullcontext(())
"""Shared by all steps that are not recorded: every answer passes three, and a generator costs each a microsecond."""


def beginning(name: str, header: Callable[[], str | None]) -> AbstractContextManager[Noted | None]:
    """The first step here of a request or an answer, in the trace that its sender named; None where it was not chosen.

    ``header`` reads the sender's ``traceparent``. The choice is ours alone, or whoever calls could have us record as
    much as they like.
    """
    if _recorder.sink is None or random.random() >= _recorder.ratio:  # noqa: S311  (a sample, no secret)
        return _UNRECORDED
    parent = context_of(header())
    context = parent.child() if parent else TraceContext(secrets.token_hex(16), secrets.token_hex(8))
    return _step(Noted(name, context, {}), "server", parent)


def step(
    name: str, kind: Kind = "internal", parent: TraceContext | None = None
) -> AbstractContextManager[Noted | None]:
    """A step below ``parent``, or below where this task is; None where that is nowhere."""
    if _recorder.sink is None:
        return _UNRECORDED
    parent = parent or _current.get()
    return _UNRECORDED if parent is None else _step(Noted(name, parent.child(), {}), kind, parent)


def shared_step(name: str, kind: Kind, parents: Sequence[TraceContext]) -> AbstractContextManager[tuple[Noted, ...]]:
    """One step done for many, at most MAX_TOGETHER: a span in the trace of each, linked with the first.

    What is done within is below the first, whose attributes are those of all.
    """
    return _shared(name, kind, parents) if parents and _recorder.sink is not None else _UNSHARED


@contextmanager
def _shared(name: str, kind: Kind, parents: Sequence[TraceContext]) -> Iterator[tuple[Noted, ...]]:
    attributes: Attributes = {}
    first, *others = together = tuple(Noted(name, parent.child(), attributes) for parent in parents[:MAX_TOGETHER])
    began_ns = time_ns()
    try:
        with _step(first, kind, parents[0], tuple(one.context for one in others)):
            yield together
    finally:
        for noted, parent in zip(others, parents[1:], strict=False):
            _record(noted, kind, parent, began_ns, links=(first.context,))


@contextmanager
def _step(
    noted: Noted, kind: Kind, parent: TraceContext | None, links: tuple[TraceContext, ...] = ()
) -> Iterator[Noted]:
    token = _current.set(noted.context)
    began_ns, failure = time_ns(), None
    try:
        yield noted
    except BaseException as raised:
        failure = type(raised).__name__
        raise
    finally:
        _current.reset(token)
        _record(noted, kind, parent, began_ns, links=links, failure=failure)


def _record(
    noted: Noted,
    kind: Kind,
    parent: TraceContext | None,
    began_ns: int,
    *,
    links: tuple[TraceContext, ...] = (),
    failure: str | None = None,
) -> None:
    record(
        Span(
            name=noted.name,
            kind=kind,
            context=noted.context,
            parent=parent,
            began_ns=began_ns,
            ended_ns=time_ns(),
            attributes=noted.attributes,
            links=links,
            failure=failure,
        )
    )
