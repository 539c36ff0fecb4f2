"""Results for those who have answered: all who may see the same share one channel, and so its frames. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from weakref import WeakValueDictionary

from app.contracts.frames import ResultsData, StateData
from app.features.surveys.model import FORM
from realtime.channel import Channel
from realtime.conflate import ConflatedResults
from realtime.sources import NO_CHANGE, MemberResults
from realtime.turnout import Asked

Opened = frozenset[Asked]
"""What somebody has answered: questions in their rounds, or whole forms in their attempts."""


class AnsweredResults(MemberResults):
    """The cells that these answers open. A position does not say which those are, so nobody continues from one."""

    can_continue = False

    def __init__(self, results: ConflatedResults, opened: Opened) -> None:
        super().__init__(results)
        self._cells = {str(one) for one in opened if one.question != FORM}
        self._attempts = {str(one.round) for one in opened if one.question == FORM}
        self.is_shown = True

    @property
    def stamp(self) -> object:
        return self._results.position, self.is_shown

    def whole(self) -> ResultsData:
        return self._opened(self._results.whole())

    def since(self, version: int) -> Any:
        changes = self._results.since(version)
        if changes is None:
            return None
        opened = self._opened(changes)
        return opened if opened.cells else NO_CHANGE

    def _opened(self, data: ResultsData) -> ResultsData:
        cells = {cell: counters for cell, counters in data.cells.items() if self.is_shown and self._opens(cell)}
        return ResultsData(data.entries, cells)

    def _opens(self, cell: str) -> bool:
        return cell in self._cells or cell.rpartition("@")[2] in self._attempts


class AnsweredChannels:
    """A channel lives for as long as a socket holds it. While a question is up, all who have answered it hold one."""

    def __init__(self, name: str, results: ConflatedResults) -> None:
        self._name, self._results = name, results
        self._is_shown = True
        self._channels: WeakValueDictionary[Opened, Channel] = WeakValueDictionary()
        self._sources: WeakValueDictionary[Opened, AnsweredResults] = WeakValueDictionary()

    def __iter__(self) -> Iterator[Channel]:
        return iter(list(self._channels.values()))

    def to(self, opened: Opened) -> Channel:
        """The channel of all who have answered exactly this."""
        channel = self._channels.get(opened)
        if channel is None:
            source = AnsweredResults(self._results, opened)
            source.is_shown = self._is_shown
            channel = self._channels[opened] = Channel(self._name, source)
            self._sources[opened] = source
        return channel

    def show(self, *, is_shown: bool) -> bool:
        """Whether answers open results at all: the setting may change; False where it is so already."""
        if is_shown == self._is_shown:
            return False
        self._is_shown = is_shown
        for source in list(self._sources.values()):
            source.is_shown = is_shown
        for channel in self:
            channel.restart()
        return True

    def openings(self, state: StateData | None, attempts: int | None) -> Collection[Asked]:
        """What answers may open: each form of an open session (``attempts`` of it), else the question that is up, and
        after the end all of them."""
        if attempts is not None:
            return [Asked(FORM, attempt) for attempt in range(1, attempts + 1)]
        if state is None:
            return []
        up = {f"{state.question}@{state.rounds.get(state.question, 1)}"} if state.question is not None else set()
        cells = self._results.cells | up if state.phase == "ended" else up
        return [Asked(question, int(round_)) for question, _, round_ in (cell.rpartition("@") for cell in cells)]
