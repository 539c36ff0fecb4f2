"""Presence: distinct here, summed over gateways, forgotten in time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from realtime.presence import EXPIRY_S, REPORT_INTERVAL_S, LocalPresence, PresenceReports, PresenceSum


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=60))
def test_a_participant_counts_once_however_many_sockets_are_open(moves: list[tuple[str, bool]]) -> None:
    presence, sockets = LocalPresence(), {"a": 0, "b": 0, "c": 0}
    for participant, enters in moves:
        if enters:
            presence.enter("s", participant)
            sockets[participant] += 1
        elif sockets[participant]:
            presence.leave("s", participant)
            sockets[participant] -= 1
        assert presence.count("s") == sum(count > 0 for count in sockets.values())
    assert presence.sessions() == ({"s": presence.count("s")} if any(sockets.values()) else {})


def test_leaving_without_having_entered_does_no_harm() -> None:
    presence = LocalPresence()
    presence.leave("s", "a")
    assert presence.count("s") == 0


def test_the_counts_of_other_gateways_add_up_until_they_fall_silent() -> None:
    total = PresenceSum()
    total.hear("g1", 10, 0.0)
    total.hear("g2", 5, 10.0)
    assert total.total(10.0) == 15
    total.hear("g2", 6, 11.0)
    assert total.total(EXPIRY_S + 1) == 6
    total.hear("g2", 0, 12.0)
    assert total.total(12.0) == 0


def test_a_count_is_reported_on_change_and_now_and_then() -> None:
    reports = PresenceReports()
    assert reports.due({"s": 3}, 0.0) == {"s": 3}
    assert reports.due({"s": 3}, 1.0) == {}
    assert reports.due({"s": 4}, 2.0) == {"s": 4}
    assert reports.due({"s": 4}, 2.0 + REPORT_INTERVAL_S) == {"s": 4}
    assert reports.due({}, 8.0) == {"s": 0}
    assert reports.due({}, 60.0) == {}
