"""Whatever is done to a stored chain shows, and shows where; and anybody can recompute the hashes."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.audit.changes import changes_between
from app.features.audit.check import ChainCheck, Finding
from app.features.audit.model import GENESIS, MAX_STATE_BYTES, Event, Head, chained, head_seal, state_text
from app.features.audit.stored import document_of

KEY = b"a key of the tests"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LENGTH = 6

texts = st.text(st.characters(codec="utf-8"), max_size=20)
states = st.none() | st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


def event(number: int = 1, **changes: Any) -> Event:
    fields: dict[str, Any] = {
        "organization": "org_1", "number": 1, "id": f"evt_{number}", "at": NOON + timedelta(seconds=number),
        "actor": "usr_1", "login": "fam_1", "action": "survey.edited", "target": f"srv_{number}", "request": "req_1",
        "address": "127.0.0.1", "before": None, "after": state_text({"n": number}), "previous": GENESIS, **changes,
    }  # fmt: skip
    return Event(**fields)


def documents(count: int = LENGTH) -> list[dict[str, Any]]:
    """A sound chain as it is stored."""
    return [document_of(link) for link in chained(Head(), [event(n) for n in range(1, count + 1)], KEY)]


def first_finding(chain: list[dict[str, Any]]) -> Finding | None:
    check = ChainCheck("org_1", KEY)
    return next((finding for document in chain if (finding := check.take(document))), None)


def resealed(document: dict[str, Any], key: bytes, previous: str) -> dict[str, Any]:
    """What somebody writes who knows how hashes are made."""
    changed = msgspec.convert(document, Event)
    head = Head(changed.number - 1, previous, changed.at)
    return document_of(next(chained(head, [changed], key)))


def test_a_sound_chain_has_nothing_to_find() -> None:
    assert first_finding(documents()) is None


@given(st.integers(0, LENGTH - 1), st.data())
def test_a_single_changed_byte_is_found_where_it_is(position: int, data: st.DataObject) -> None:
    chain = documents()
    document = chain[position]
    fields = sorted(name for name, value in document.items() if isinstance(value, str) and name != "_id")
    field = data.draw(st.sampled_from(fields))
    place = data.draw(st.integers(0, len(document[field]) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda letter: letter != document[field][place]))
    document[field] = document[field][:place] + other + document[field][place + 1 :]
    finding = first_finding(chain)
    assert finding is not None
    assert finding.number == position + 1


@given(st.integers(0, LENGTH - 1), st.sampled_from(["number", "at", "before", "extra", "missing"]))
def test_a_change_of_another_kind_is_found_where_it_is(position: int, kind: str) -> None:
    chain = documents()
    match kind:
        case "number":
            chain[position]["number"] += 1
        case "at":
            chain[position]["at"] += timedelta(milliseconds=1)
        case "before":
            chain[position]["before"] = "{}"
        case "extra":
            chain[position]["note"] = "an addition"
        case "missing":
            del chain[position]["address"]
    assert first_finding(chain) == Finding("changed", position + 1)


@pytest.mark.parametrize("wrong", [{"seal": 7}, {"at": "yesterday"}, {"organization": "org_2"}])
def test_what_is_no_event_is_a_change(wrong: dict[str, Any]) -> None:
    assert first_finding([documents()[0] | wrong]) == Finding("changed", 1)


@given(st.integers(0, LENGTH - 2))
def test_a_removed_event_is_found(position: int) -> None:
    chain = documents()
    del chain[position]
    assert first_finding(chain) == Finding("changed", position + 1)


@given(st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=2, unique=True))
def test_two_exchanged_events_are_found(positions: list[int]) -> None:
    chain = documents()
    one, other = positions
    chain[one], chain[other] = chain[other], chain[one]
    assert first_finding(chain) == Finding("changed", min(positions) + 1)


@given(st.integers(0, LENGTH - 1))
def test_whoever_recomputes_the_hashes_still_lacks_the_seal(position: int) -> None:
    chain = documents()
    previous = chain[position]["previous"]
    for place in range(position, LENGTH):
        chain[place] = resealed(chain[place] | {"actor": "usr_2"}, b"another key", previous)
        previous = chain[place]["hash"]
    assert first_finding(chain) == Finding("forged", position + 1)


def test_a_sealed_event_from_elsewhere_does_not_follow() -> None:
    chain = documents()
    other = [document_of(link) for link in chained(Head(), [event(n, actor="usr_9") for n in range(1, 4)], KEY)]
    assert first_finding([*chain[:2], other[2]]) == Finding("inserted", 3)


def test_time_does_not_run_backwards() -> None:
    late, early = event(9), event(1)
    first, second = chained(Head(), [late, early], KEY)
    assert second.event.at == first.event.at == late.at
    backdated = next(chained(Head(1, first.hash, early.at), [early], KEY))
    assert first_finding([document_of(first), document_of(backdated)]) == Finding("inserted", 2)


@given(states, states, texts)
def test_an_outsider_recomputes_the_hash_with_plain_json(before: object, after: object, target: str) -> None:
    link = next(chained(Head(), [event(before=state_text(before), after=state_text(after), target=target)], KEY))
    exported = json.loads(link.event.canonical())
    text = json.dumps(exported, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == link.hash


def test_a_long_state_is_named_by_its_hash() -> None:
    long = "x" * MAX_STATE_BYTES
    text = state_text(long)
    assert text is not None
    written = json.dumps(long).encode()
    assert json.loads(text) == {"bytes": len(written), "sha256": hashlib.sha256(written).hexdigest()}
    assert state_text("x" * (MAX_STATE_BYTES - 2)) == json.dumps("x" * (MAX_STATE_BYTES - 2))


def test_the_seal_of_a_head_depends_on_all_of_it() -> None:
    head = Head(3, "1" * 64, NOON)
    others = [("org_2", head), ("org_1", Head(4, "1" * 64, NOON)), ("org_1", Head(3, "2" * 64, NOON))]
    assert head_seal("org_1", head, KEY) not in {head_seal(*other, KEY) for other in others}


def test_only_what_changed_is_kept() -> None:
    was, has = changes_between({"a": 1, "b": 2, "gone": 3}, {"a": 1, "b": 4, "new": 5})
    assert (was, has) == ({"b": 2, "gone": 3}, {"b": 4, "new": 5})
