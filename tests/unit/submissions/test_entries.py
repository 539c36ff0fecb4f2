"""What a submission becomes, and what proves it."""

from __future__ import annotations

import msgspec

from app.core.clock import utc_now
from app.core.identity import slot_of
from app.features.submissions.documents import document_of, entry_of
from app.features.submissions.model import (
    Draft,
    NewSubmission,
    answers_id,
    entry_from,
    entry_id,
    payload_hash,
    receipt_for,
    revision_id,
)
from tests.builders.entries import new_key, new_submission

SECRET = b"secret"


def draft(answers: dict[str, object], *, revision: int = 1) -> Draft:
    submission = NewSubmission(
        key=new_key(),
        session="ses_1",
        part="form",
        attempt=1,
        revision=revision,
        answers=answers,  # type: ignore[arg-type]
    )
    return Draft(
        id=entry_id(submission, "par_1"),
        session="ses_1",
        organization="org_1",
        attempt=1,
        revision=revision,
        answers=dict(submission.answers),
        key=submission.key,
        payload_hash=payload_hash(submission, "par_1"),
        at=utc_now(),
    )


def test_an_entry_is_named_after_what_it_answers() -> None:
    submission = new_submission("ses_1", "colour", revision=3, attempt=2)
    entry = entry_id(submission, "par_1")
    assert entry == "ses_1:par_1:2:colour:3"
    assert revision_id(entry, 4) == "ses_1:par_1:2:colour:4"
    assert answers_id(entry) == "ses_1:par_1:2:colour"


def test_a_first_revision_has_no_predecessor_and_replaces_nothing() -> None:
    first = draft({"a": 1})
    assert first.predecessor_id is None
    assert entry_from(first, None).replaces == {}


def test_a_revision_names_what_it_replaces() -> None:
    first = entry_from(draft({"a": 1, "b": None}), None)
    second = draft({"a": 2, "b": "x", "c": 3}, revision=2)
    assert second.predecessor_id == first.id
    entry = entry_from(second, first)
    assert entry.answers == {"a": 2, "b": "x", "c": 3}
    assert entry.replaces == {"a": 1, "b": None, "c": None}


def test_an_answer_that_is_not_named_again_is_taken_back_once() -> None:
    first = entry_from(draft({"a": 1, "b": 2}), None)
    second = entry_from(draft({"a": 1}, revision=2), first)
    assert second.answers == {"b": None, "a": 1}
    assert second.replaces == {"b": 2, "a": 1}
    third = entry_from(draft({"a": 3}, revision=3), second)
    assert third.answers == {"a": 3}, "what was taken back before is not taken back again"


def test_the_payload_hash_does_not_depend_on_the_order_of_the_answers() -> None:
    one = NewSubmission(key="k", session="s", part="form", attempt=1, revision=1, answers={"a": 1, "b": 2})
    other = msgspec.structs.replace(one, answers={"b": 2, "a": 1})
    assert payload_hash(one, "p") == payload_hash(other, "p")


def test_the_payload_hash_covers_all_but_the_key() -> None:
    one = NewSubmission(key="k", session="s", part="form", attempt=1, revision=1, answers={"a": 1})
    replace = msgspec.structs.replace
    changed = [
        replace(one, session="t"),
        replace(one, part="a"),
        replace(one, attempt=2),
        replace(one, revision=2),
        replace(one, answers={"a": "1"}),
        replace(one, answers={"a": None}),
    ]
    hashes = {payload_hash(submission, "p") for submission in [one, *changed]} | {payload_hash(one, "q")}
    assert len(hashes) == 8
    assert payload_hash(replace(one, key="l"), "p") == payload_hash(one, "p")


def test_a_receipt_follows_from_what_is_stored_and_the_secret() -> None:
    entry = entry_from(draft({"a": 1}), None)
    receipt = receipt_for(entry, SECRET)
    assert len(receipt) == 16
    assert receipt_for(entry_of(document_of(entry)), SECRET) == receipt
    assert receipt_for(entry, b"other") != receipt
    assert receipt_for(msgspec.structs.replace(entry, key=new_key()), SECRET) != receipt


def test_a_stored_entry_carries_the_slot_of_its_session_and_comes_back_equal() -> None:
    first = entry_from(draft({"a": 1}), None)
    second = entry_from(draft({"a": ["x"]}, revision=2), first)
    assert document_of(second)["slot"] == slot_of("ses_1")
    assert "replaces" not in document_of(first)
    assert [entry_of(document_of(entry)) for entry in (first, second)] == [first, second]
