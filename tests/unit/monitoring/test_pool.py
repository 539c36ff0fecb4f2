"""The pool of connections, as the driver tells of it."""

from __future__ import annotations

from pymongo.monitoring import (
    ConnectionCheckedInEvent,
    ConnectionCheckedOutEvent,
    ConnectionCheckOutFailedEvent,
    ConnectionCheckOutFailedReason,
    ConnectionCheckOutStartedEvent,
)

from app.infra.monitoring.commands import CHECKED_OUT, NOT_GOT, WAITING, MeasuredPool

SERVER = ("127.0.0.1", 27017)


def test_whoever_gets_no_connection_in_time_is_counted_and_waits_no_more() -> None:
    pool, failed = MeasuredPool(), NOT_GOT.of(ConnectionCheckOutFailedReason.TIMEOUT)
    before, waiting, out = failed.value, WAITING.value, CHECKED_OUT.value
    pool.connection_check_out_started(ConnectionCheckOutStartedEvent(SERVER))
    pool.connection_check_out_started(ConnectionCheckOutStartedEvent(SERVER))
    assert WAITING.value == waiting + 2
    pool.connection_check_out_failed(ConnectionCheckOutFailedEvent(SERVER, ConnectionCheckOutFailedReason.TIMEOUT, 0.1))
    pool.connection_checked_out(ConnectionCheckedOutEvent(SERVER, 1, 0.1))
    assert (WAITING.value, CHECKED_OUT.value, failed.value) == (waiting, out + 1, before + 1)
    pool.connection_checked_in(ConnectionCheckedInEvent(SERVER, 1))
    assert CHECKED_OUT.value == out
