"""Every frame that cannot be read gets a clear, stable answer."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode
from websockets.protocol import Protocol, Side

from app.contracts.frames import Ack, Hello, Ping, Pong, Submit, Subscribe
from app.core.clock import utc_now
from app.core.errors import (
    AnswersInvalid,
    FieldError,
    MalformedFrame,
    NotAuthenticated,
    RateLimited,
    RevisionConflict,
    WrongState,
)
from realtime.protocol import Phase, decode, encode, error_frame, payload_of, request_id_of, require_order, text_message

SUBMIT = (
    '{"type":"submit","id":"r1","key":"0190a0a0-0000-7000-8000-000000000000","session":"ses_1","part":"q1",'
    '"attempt":1,"revision":1,"answers":%s}'
)
DEEP = b"[" * 30_000 + b"]" * 30_000

BAD_FRAMES: dict[str, tuple[bytes, str | None]] = {
    "nothing": (b"", None),
    "blanks": (b"   ", None),
    "half an object": (b'{"type":"hello"', None),
    "text": (b"hello", None),
    "an array": (b"[]", None),
    "null": (b"null", None),
    "a number": (b"12", None),
    "a string": (b'"hello"', None),
    "no type": (b"{}", None),
    "a null type": (b'{"type":null}', "type"),
    "a numeric type": (b'{"type":5}', "type"),
    "an unknown type": (b'{"type":"dance"}', "type"),
    "a frame of the server": (b'{"type":"welcome"}', "type"),
    "two values": (b'{"type":"pong"}{"type":"pong"}', None),
    "a trailing comma": (b'{"type":"pong",}', None),
    "single quotes": (b"{'type':'pong'}", None),
    "a comment": (b'{"type":"pong"/* hi */}', None),
    "not UTF-8": (b"\xff\xfe", None),
    "a UTF-8 fault inside a string": (b'{"type":"hello","token":"\xff"}', None),
    "a UTF-16 text": ('{"type":"pong"}'.encode("utf-16"), None),
    "half a surrogate pair": (b'{"type":"hello","token":"\\ud800"}', None),
    "a bad escape": (b'{"type":"hello","token":"\\x"}', None),
    "a raw control character": (b'{"type":"hello","token":"\x01"}', None),
    "deep arrays": (DEEP, None),
    "deep in an ignored field": (b'{"type":"hello","token":"t","x":' + DEEP + b"}", None),
    "deep answers": ((SUBMIT % '{"q":%s}').encode() % DEEP, "answers.*.0"),
    "hello without a token": (b'{"type":"hello"}', None),
    "hello with a number": (b'{"type":"hello","token":1}', "token"),
    "hello with a huge token": (b'{"type":"hello","token":"' + b"x" * 5_000 + b'"}', "token"),
    "subscribe without an id": (b'{"type":"subscribe","channel":"session:a:state"}', None),
    "subscribe with an empty id": (b'{"type":"subscribe","id":"","channel":"session:a:state"}', "id"),
    "subscribe with a long id": (
        b'{"type":"subscribe","id":"' + b"i" * 65 + b'","channel":"session:a:state"}',
        "id",
    ),
    "subscribe to nothing": (b'{"type":"subscribe","id":"r1","channel":""}', "channel"),
    "subscribe to an unknown kind": (b'{"type":"subscribe","id":"r1","channel":"session:a:secrets"}', "channel"),
    "subscribe with an injection": (b'{"type":"subscribe","id":"r1","channel":"session:*:results"}', "channel"),
    "subscribe with a line break": (b'{"type":"subscribe","id":"r1","channel":"session:a:results\\n"}', "channel"),
    "since as text": (
        b'{"type":"subscribe","id":"r1","channel":"session:a:results","since":{"epoch":"1","version":1}}',
        "since.epoch",
    ),
    "since as a list": (b'{"type":"subscribe","id":"r1","channel":"session:a:results","since":[1,2]}', "since"),
    "submit without answers": ((SUBMIT % "{}").encode(), "answers"),
    "submit with null answers": ((SUBMIT % "null").encode(), "answers"),
    "submit with a list of answers": ((SUBMIT % "[1]").encode(), "answers"),
    "submit with an object within an answer": ((SUBMIT % '{"q":{"a":{"b":1}}}').encode(), "answers.*.*"),
    "submit with a truth as an answer": ((SUBMIT % '{"q":true}').encode(), "answers.*"),
    "submit with nested lists": ((SUBMIT % '{"q":[["a"]]}').encode(), "answers.*.0"),
    "submit with a bad option id": ((SUBMIT % '{"q":["a","b c"]}').encode(), "answers.*.1"),
    "submit with a bad question id": ((SUBMIT % '{"$where":"1"}').encode(), "answers.*"),
    "submit with infinity": ((SUBMIT % '{"q":1e999}').encode(), "answers.*"),
    "submit with NaN": ((SUBMIT % '{"q":NaN}').encode(), None),
    "submit with a huge text": ((SUBMIT % '{"q":"%s"}' % ("x" * 4_001)).encode(), "answers.*"),
    "submit with a bad key": ((SUBMIT % '{"q":1}').replace("0190a0a0", "not-hex!").encode(), "key"),
    "submit with a version 4 key": ((SUBMIT % '{"q":1}').replace("-7000-", "-4000-").encode(), "key"),
    "submit of attempt 0": ((SUBMIT % '{"q":1}').replace('"attempt":1', '"attempt":0').encode(), "attempt"),
    "submit of revision 1.5": ((SUBMIT % '{"q":1}').replace('"revision":1', '"revision":1.5').encode(), "revision"),
    "submit of revision 10**30": (
        (SUBMIT % '{"q":1}').replace('"revision":1', '"revision":1' + "0" * 30).encode(),
        "revision",
    ),
    "control with an unknown action": (b'{"type":"control","id":"r1","session":"s","action":"explode"}', "action"),
    "control with minus seconds": (
        b'{"type":"control","id":"r1","session":"s","action":"timer","seconds":-1}',
        "seconds",
    ),
    "refresh without a token": (b'{"type":"refresh","id":"r1"}', None),
}


@pytest.mark.parametrize(("data", "field"), BAD_FRAMES.values(), ids=BAD_FRAMES.keys())
def test_a_bad_frame_is_refused_with_the_place_of_the_fault(data: bytes, field: str | None) -> None:
    with pytest.raises(MalformedFrame) as caught:
        decode(data)
    assert caught.value.code == "malformed_frame"
    assert [error.field for error in caught.value.fields] in ([field], [])
    assert (field is None) or caught.value.fields
    assert len(caught.value.message) < 400
    assert all(len(error.message) < 400 for error in caught.value.fields)


def test_there_are_fifty_kinds_of_bad_frames() -> None:
    assert len(BAD_FRAMES) >= 50


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        decode(data)
    except MalformedFrame:
        request_id_of(data)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["type", "id", "token", "answers", "since", "channel"]) | st.text(), inner
            )
        ),
        max_leaves=20,
    )
)
def test_no_json_raises_anything_else(document: object) -> None:
    data = msgspec.json.encode(document)
    try:
        decode(data)
    except MalformedFrame:
        request_id_of(data)


def test_the_request_id_of_a_refused_frame_is_read() -> None:
    assert request_id_of(b'{"type":"dance","id":"r7","x":[1]}') == "r7"


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"id":5}', b'{"id":""}', b'{"id":"' + b"x" * 65 + b'"}', b"[]", b"\xff", DEEP]
)
def test_an_unreadable_request_id_is_none(data: bytes) -> None:
    assert request_id_of(data) is None


def test_unknown_fields_are_ignored_so_that_newer_clients_can_talk_to_older_servers() -> None:
    assert decode(b'{"type":"pong","mood":"fine"}') == Pong()


@pytest.mark.parametrize("frame", [Pong(), Hello("t")])
def test_before_hello_only_hello_and_pong_are_read(frame: Hello | Pong) -> None:
    require_order(Phase.AWAITING_HELLO, frame)
    with pytest.raises(NotAuthenticated):
        require_order(Phase.AWAITING_HELLO, Subscribe("r1", "session:a:state"))


def test_a_second_hello_is_refused() -> None:
    with pytest.raises(WrongState):
        require_order(Phase.READY, Hello("t"))
    require_order(Phase.READY, Subscribe("r1", "session:a:state"))


def test_an_error_frame_carries_all_that_the_error_knows() -> None:
    fields = (FieldError("Choose one.", "wrong_type", "answers.q1"),)
    assert payload_of(encode(error_frame(AnswersInvalid(fields=fields), "r1"))) == {
        "type": "error",
        "code": "answers_invalid",
        "message": "Some answers do not fit their questions.",
        "temporary": False,
        "id": "r1",
        "fields": [{"message": "Choose one.", "code": "wrong_type", "field": "answers.q1"}],
    }
    limited = payload_of(encode(error_frame(RateLimited(retry_after_ms=250))))
    assert (limited["temporary"], limited["retry_after_ms"], "id" in limited) == (True, 250, False)
    assert payload_of(encode(error_frame(RevisionConflict(current_revision=3), "r")))["current_revision"] == 3


@given(st.integers(0, 70_000))
def test_a_message_is_framed_as_websockets_reads_it(length: int) -> None:
    client = Protocol(Side.CLIENT, max_size=None)
    client.receive_data(text_message(b"x" * length))
    frame = client.events_received()[0]
    assert isinstance(frame, Frame)
    assert (frame.opcode, frame.fin, bytes(frame.data)) == (Opcode.TEXT, True, b"x" * length)


def test_an_encoded_frame_can_be_read_back() -> None:
    at = utc_now()
    ack = Ack(id="r1", status="accepted", at=at)
    assert msgspec.convert(payload_of(encode(ack)), Ack) == ack
    assert payload_of(encode(Ping())) == {"type": "ping"}


def test_a_good_submission_is_read() -> None:
    frame = decode((SUBMIT % '{"q1":"a","q2":["x"],"q3":1.5,"q4":null}').encode())
    assert isinstance(frame, Submit)
    assert frame.answers == {"q1": "a", "q2": ["x"], "q3": 1.5, "q4": None}
