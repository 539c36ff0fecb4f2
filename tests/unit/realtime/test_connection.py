"""A connection against the clock and a socket that can be busy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.contracts.close_codes import CloseCode
from app.core.errors import MalformedFrame, RateLimited
from app.core.principals import Participant
from app.infra.tokens import Credentials
from realtime.connection import Connection
from realtime.limits import MAX_BAD_FRAMES, MAX_CHANNELS, MAX_PENDING_BYTES, Limits
from realtime.protocol import PING, Phase, payload_of, text_message
from realtime.wire import Listener

WALL = datetime(2026, 1, 1, tzinfo=UTC)
LIMITS = Limits(ping_interval_s=20, pong_timeout_s=10, hello_timeout_s=10, send_timeout_s=10, submit_burst=3)


class Transport:
    """A wire that a test can block."""

    def __init__(self) -> None:
        self.listener: Listener | None = None
        self.heard_anything = False
        self.is_blocked = False
        self.is_reading = True
        self.is_open = True
        self.unsent_bytes = self.taken_bytes = 0
        self.written: list[bytes] = []
        self.closed: int | None = None

    def write(self, message: bytes) -> None:
        self.written.append(message)

    def close(self, code: int, reason: str) -> None:
        self.closed = code
        assert len(reason.encode()) <= 123

    @property
    def frames(self) -> list[Any]:
        return [payload_of(message) for message in self.written]


def new_connection(*, lives_s: float = 900.0, ready: bool = True) -> tuple[Connection, Transport]:
    wire = Transport()
    connection = Connection("con_1", wire, LIMITS, 0.0)
    if ready:
        principal = Participant("par_1", "ses_1", "org_1")
        connection.admit(Credentials(principal, WALL + timedelta(seconds=lives_s)))
    return connection, wire


def look(connection: Connection, *seconds: float) -> None:
    for now in seconds:
        connection.look(now, WALL + timedelta(seconds=now))


def every_half_second(start: float, end: float) -> list[float]:
    return [start + step / 2 for step in range(int((end - start) * 2) + 1)]


def test_a_connection_without_hello_is_closed_after_ten_seconds() -> None:
    connection, wire = new_connection(ready=False)
    look(connection, *every_half_second(0, 9.5))
    assert wire.closed is None
    look(connection, 10.0)
    assert wire.closed == CloseCode.HELLO_TIMEOUT


def test_pings_come_every_interval_and_any_sign_of_life_will_do() -> None:
    connection, wire = new_connection()
    for now in every_half_second(0, 100):
        look(connection, now)
        wire.heard_anything = True
    assert wire.written == [PING] * 5
    assert wire.closed is None


def test_silence_after_a_ping_closes() -> None:
    connection, wire = new_connection()
    look(connection, *every_half_second(0, 29.5))
    assert wire.closed is None
    look(connection, 30.0)
    assert wire.closed == CloseCode.NO_PONG


def test_a_socket_that_is_not_being_read_is_not_called_silent() -> None:
    connection, wire = new_connection()
    wire.is_reading = False
    look(connection, *every_half_second(0, 35))
    assert wire.closed is None


def test_a_reader_whom_the_ping_has_not_reached_is_not_called_silent_while_it_takes_anything() -> None:
    slow, slow_wire = new_connection()
    dead, dead_wire = new_connection()
    slow_wire.unsent_bytes = dead_wire.unsent_bytes = 50_000
    for now in every_half_second(0, 95):
        slow_wire.taken_bytes = int(now * 500)
        dead_wire.unsent_bytes += 100  # what is written goes nowhere
        look(slow, now)
        look(dead, now)
    assert (slow_wire.closed, dead_wire.closed) == (None, CloseCode.NO_PONG)


def test_a_socket_that_takes_nothing_is_closed_and_one_that_takes_little_is_not() -> None:
    stuck, stuck_wire = new_connection()
    slow, slow_wire = new_connection()
    stuck_wire.is_blocked = slow_wire.is_blocked = True
    stuck_wire.unsent_bytes = 5_000
    for now in every_half_second(0, 15):
        slow_wire.unsent_bytes = 50_000 - int(now * 1_000)
        look(stuck, now)
        look(slow, now)
    assert (stuck_wire.closed, slow_wire.closed) == (CloseCode.TOO_SLOW, None)


def test_a_token_is_announced_a_minute_before_its_end_and_closes_at_it() -> None:
    connection, wire = new_connection(lives_s=100)
    seen: list[tuple[float, str]] = []
    for now in every_half_second(0, 100):
        wire.heard_anything = True
        before = len(wire.written)
        look(connection, now)
        seen += [(now, frame["type"]) for frame in wire.frames[before:]]
    assert [moment for moment in seen if moment[1] == "token_expiring"] == [(40.0, "token_expiring")]
    assert wire.closed == CloseCode.TOKEN_EXPIRED


def test_a_refreshed_token_is_announced_anew() -> None:
    connection, wire = new_connection(lives_s=50)
    look(connection, 0.0)
    connection.admit(Credentials(connection.principal, WALL + timedelta(seconds=90)))
    for now in every_half_second(0.5, 60):
        wire.heard_anything = True
        look(connection, now)
    assert [frame["type"] for frame in wire.frames].count("token_expiring") == 2
    assert wire.closed is None


def test_answers_wait_for_a_busy_socket_in_order() -> None:
    connection, wire = new_connection()
    wire.is_blocked = True
    messages = [text_message(f'{{"n":{number}}}'.encode()) for number in range(5)]
    for message in messages:
        connection.send_message(message)
    assert wire.written == []
    assert not connection.deliver(b"a delta")
    wire.is_blocked = False
    connection.on_writable()
    assert wire.written == messages
    assert connection.deliver(b"a delta")


def test_too_many_waiting_answers_close_the_connection() -> None:
    connection, wire = new_connection()
    wire.is_blocked = True
    for _ in range(MAX_PENDING_BYTES // 1_000 + 2):
        connection.send_message(b"x" * 1_000)
    assert wire.closed == CloseCode.TOO_SLOW
    assert connection._pending_bytes <= MAX_PENDING_BYTES + 1_000


def test_too_many_malformed_frames_close_the_connection() -> None:
    connection, wire = new_connection()
    for _ in range(MAX_BAD_FRAMES):
        connection.refuse(MalformedFrame(), None)
    assert wire.closed is None
    connection.refuse(MalformedFrame(), None)
    assert wire.closed == CloseCode.PROTOCOL_ABUSE


def test_submissions_beyond_the_burst_are_refused_for_a_while() -> None:
    connection, _ = new_connection()
    for _ in range(3):
        connection.pay_for_submission(0.0)
    with pytest.raises(RateLimited) as caught:
        connection.pay_for_submission(0.0)
    assert caught.value.retry_after_ms is not None
    connection.pay_for_submission(caught.value.retry_after_ms / 1000)


def test_a_closed_connection_says_nothing_more() -> None:
    connection, wire = new_connection()
    connection.close(CloseCode.DRAINING)
    connection.close(CloseCode.TOO_SLOW)
    connection.send_message(b"late")
    assert (wire.closed, wire.written, connection.phase) == (CloseCode.DRAINING, [], Phase.CLOSED)


def test_the_number_of_channels_is_bounded() -> None:
    connection, _ = new_connection()
    connection._channels = {f"session:s:{number}": object() for number in range(MAX_CHANNELS)}  # type: ignore[misc]
    connection.require_room_for("session:s:0")
    with pytest.raises(RateLimited) as caught:
        connection.require_room_for("session:t:state")
    assert caught.value.code == "too_many_channels"


def test_nobody_speaks_for_a_connection_that_has_not_said_hello() -> None:
    connection, _ = new_connection(ready=False)
    with pytest.raises(RuntimeError, match="hello"):
        _ = connection.principal


def test_the_last_words_to_a_frame_that_breaks_the_protocol_say_which_rule_it_broke() -> None:
    connection, _ = new_connection()
    said = {code: payload_of(connection.farewell(code) or b"")["code"] for code in (1009, 1002)}
    assert said == {1009: "too_large", 1002: "malformed_frame"}
