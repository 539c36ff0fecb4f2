"""Fan-out bookkeeping: shared frames, sent versions, two audiences."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.contracts.events import ResultsChanged
from app.contracts.frames import Position, ResultsData, StateData
from realtime.channel import Channel
from realtime.conflate import ConflatedResults, TallySnapshot
from realtime.protocol import payload_of
from realtime.sources import MemberResults, ParticipantResults, SessionStateSource

AT = datetime(2026, 1, 1, tzinfo=UTC)


class Socket:
    """A subscriber that may be busy."""

    def __init__(self) -> None:
        self.is_busy = False
        self.messages: list[bytes] = []

    def deliver(self, message: bytes) -> bool:
        if not self.is_busy:
            self.messages.append(message)
        return not self.is_busy

    @property
    def frames(self) -> list[Any]:
        return [payload_of(message) for message in self.messages]


def results_at(version: int, *, epoch: int = 1) -> ConflatedResults:
    results = ConflatedResults()
    results.load(TallySnapshot(epoch, version, AT, ResultsData(version, {"q1@1": {"n": version}, "q2@1": {"n": 1}})))
    return results


def advance(results: ConflatedResults, cell: str = "q1@1", *, epoch: int = 1) -> None:
    version = results.version + 1
    data = ResultsData(version, {cell: {"n": version}})
    results.apply(ResultsChanged("s", epoch, results.version, version, AT, data))


def test_sockets_at_the_same_version_share_one_encoded_message() -> None:
    results = results_at(1)
    channel, sockets = Channel("c", MemberResults(results)), [Socket() for _ in range(3)]
    for socket in sockets:
        channel.add(socket, None)
    advance(results)
    channel.bring_up_to_date(channel.behind())
    assert all(socket.messages[1] is sockets[0].messages[1] for socket in sockets)
    assert [frame["type"] for frame in sockets[0].frames] == ["snapshot", "delta"]


def test_a_busy_socket_skips_ahead_with_one_merged_delta() -> None:
    results = results_at(1)
    channel, busy = Channel("c", MemberResults(results)), Socket()
    channel.add(busy, None)
    busy.is_busy = True
    for cell in ("q1@1", "q2@1", "q1@1"):
        advance(results, cell)
        channel.bring_up_to_date(channel.behind())
    busy.is_busy = False
    channel.bring_up_to_date((busy,))
    delta = busy.frames[-1]
    assert len(busy.frames) == 2
    assert (delta["from"], delta["version"]) == (1, 4)
    assert delta["data"]["cells"] == {"q1@1": {"n": 4}, "q2@1": {"n": 3}}


def test_one_who_is_up_to_date_gets_nothing() -> None:
    channel, socket = Channel("c", MemberResults(results_at(5))), Socket()
    channel.add(socket, Position(1, 5))
    assert socket.frames == []
    assert channel.behind() == []


def test_since_an_unknown_version_gives_a_snapshot() -> None:
    for since in (Position(1, 4), Position(1, 6), Position(2, 5), Position(0, 5)):
        channel, socket = Channel("c", MemberResults(results_at(5))), Socket()
        channel.add(socket, since)
        assert [frame["type"] for frame in socket.frames] == ["snapshot"], since


def test_a_new_epoch_gives_everybody_a_snapshot() -> None:
    results = results_at(5)
    channel, socket = Channel("c", MemberResults(results)), Socket()
    channel.add(socket, None)
    results.load(TallySnapshot(2, 1, AT, ResultsData(1, {})))
    channel.bring_up_to_date(channel.behind())
    assert [(frame["type"], frame["epoch"]) for frame in socket.frames] == [("snapshot", 1), ("snapshot", 2)]


def test_a_new_epoch_with_the_same_version_number_is_noticed() -> None:
    results = results_at(5)
    channel, socket = Channel("c", MemberResults(results)), Socket()
    channel.add(socket, None)
    results.load(TallySnapshot(2, 5, AT, ResultsData(1, {})))
    assert channel.behind() == [socket]


def test_one_who_left_gets_nothing_more() -> None:
    results = results_at(1)
    channel, socket = Channel("c", MemberResults(results)), Socket()
    channel.add(socket, None)
    channel.remove(socket)
    channel.remove(socket)
    advance(results)
    channel.bring_up_to_date((socket,))
    assert len(socket.frames) == 1
    assert len(channel) == 0


def test_participants_hear_of_revealed_questions_only() -> None:
    results = results_at(1)
    source = ParticipantResults(results)
    channel, phone = Channel("c", source), Socket()
    channel.add(phone, None)
    assert phone.frames[0]["data"]["cells"] == {}
    advance(results, "q1@1")
    channel.bring_up_to_date(channel.behind())
    assert len(phone.frames) == 1
    assert source.reveal(frozenset({"q2"}))
    channel.restart()
    advance(results, "q1@1")
    channel.bring_up_to_date(channel.behind())
    assert phone.frames[-1]["type"] == "snapshot"
    assert phone.frames[-1]["data"]["cells"] == {"q2@1": {"n": 1}}
    advance(results, "q1@1")
    channel.bring_up_to_date(channel.behind())
    assert len(phone.frames) == 2
    advance(results, "q2@1")
    channel.bring_up_to_date(channel.behind())
    delta = phone.frames[-1]
    assert (delta["type"], delta["from"], delta["data"]["cells"]) == ("delta", 3, {"q2@1": {"n": 5}})


def test_a_phone_that_comes_back_gets_a_snapshot_because_more_may_be_revealed_by_now() -> None:
    source = ParticipantResults(results_at(3))
    source.reveal(frozenset({"q1"}))
    channel, phone = Channel("c", source), Socket()
    channel.add(phone, Position(1, 3))
    assert [frame["type"] for frame in phone.frames] == ["snapshot"]
    assert phone.frames[0]["data"]["cells"] == {"q1@1": {"n": 3}}


def test_hiding_takes_the_results_from_the_phones() -> None:
    source = ParticipantResults(results_at(1))
    source.reveal(frozenset({"q1"}))
    channel, phone = Channel("c", source), Socket()
    channel.add(phone, None)
    source.reveal(frozenset())
    channel.restart()
    channel.bring_up_to_date(channel.behind())
    assert [bool(frame["data"]["cells"]) for frame in phone.frames] == [True, False]


def test_the_state_is_told_as_a_whole_and_never_goes_back() -> None:
    source = SessionStateSource()
    state = StateData("lobby", None, False, {}, [], None, None, None)
    assert source.update(state, 3, AT)
    channel, phone = Channel("c", source), Socket()
    channel.add(phone, Position(1, 2))
    assert not source.update(state, 2, AT)
    assert not source.update(state, 3, AT)
    assert [(frame["type"], frame["version"]) for frame in phone.frames] == [("snapshot", 3)]


def test_the_number_of_kept_messages_is_bounded() -> None:
    results = results_at(1)
    for _ in range(200):
        advance(results)
    channel = Channel("c", MemberResults(results))
    for version in range(1, 200):
        channel.add(Socket(), Position(1, version))
    assert len(channel._frames) <= 64
