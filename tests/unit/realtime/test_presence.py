"""Presence: distinct here, summed over gateways, forgotten in time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from realtime.presence import (
    EXPIRY_S,
    NOBODY,
    REPORT_INTERVAL_S,
    Headcount,
    LocalPresence,
    PresenceReports,
    PresenceSum,
)


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
        assert len(presence.here("s")) == sum(count > 0 for count in sockets.values())
    assert presence.sessions() == (["s"] if any(sockets.values()) else [])


def test_leaving_without_having_entered_does_no_harm() -> None:
    presence = LocalPresence()
    presence.leave("s", "a")
    assert len(presence.here("s")) == 0


def test_the_counts_of_other_gateways_add_up_until_they_fall_silent() -> None:
    total = PresenceSum()
    total.hear("g1", Headcount(10), 0.0)
    total.hear("g2", Headcount(5), 10.0)
    assert total.total(Headcount(1), 10.0) == Headcount(16)
    total.hear("g2", Headcount(6), 11.0)
    assert total.total(NOBODY, EXPIRY_S + 1) == Headcount(6)
    total.hear("g2", NOBODY, 12.0)
    assert total.total(NOBODY, 12.0) == NOBODY


def test_answers_add_up_only_where_the_same_is_asked() -> None:
    total = PresenceSum()
    total.hear("g1", Headcount(10, "q@1", 9), 0.0)
    total.hear("g2", Headcount(5, "q@2", 3), 0.0)
    assert total.total(Headcount(2, "q@2", 1), 0.0) == Headcount(17, "q@2", 4)
    assert total.total(Headcount(2), 0.0) == Headcount(17)


def test_a_count_is_reported_on_change_and_now_and_then() -> None:
    reports, three, four = PresenceReports(), Headcount(3, "q@1", 0), Headcount(3, "q@1", 1)
    assert reports.due({"s": three}, 0.0) == {"s": three}
    assert reports.due({"s": three}, 1.0) == {}
    assert reports.due({"s": four}, 2.0) == {"s": four}
    assert reports.due({"s": four}, 2.0 + REPORT_INTERVAL_S) == {"s": four}
    assert reports.due({}, 8.0) == {"s": NOBODY}
    assert reports.due({}, 60.0) == {}
