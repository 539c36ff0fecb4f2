"""Frames as bytes: reading what a client sent with clear errors, writing what it gets. Pure."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from app.contracts.frames import ClientFrame, Error, Hello, Ping, Pong, ServerFrame
from app.core.errors import AppError, FieldError, MalformedFrame, NotAuthenticated, RevisionConflict, WrongState

MAX_ERROR_CHARACTERS = 200

_decoder: msgspec.json.Decoder[ClientFrame] = msgspec.json.Decoder(ClientFrame)
_encoder = msgspec.json.Encoder()
_PATH = re.compile(r" - at (?P<key>`key` in )?`\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\.\.\.|\d+)\]")


class Phase(Enum):
    """Where a connection stands."""

    AWAITING_HELLO = "awaiting_hello"
    READY = "ready"
    CLOSED = "closed"


class _OnlyId(msgspec.Struct):
    id: str | UnsetType = UNSET


_id_decoder = msgspec.json.Decoder(_OnlyId)


def decode(data: bytes) -> ClientFrame:
    """One frame from the client.

    Raises:
        MalformedFrame: whatever is wrong with it; ``fields`` names the place where the type checker stopped.
    """
    try:
        return _decoder.decode(data)
    except msgspec.ValidationError as invalid:
        raise MalformedFrame(fields=(_field_error(str(invalid)),)) from None
    except RecursionError:
        raise MalformedFrame("This frame is nested too deeply.") from None
    except UnicodeDecodeError:
        raise MalformedFrame("This frame is not UTF-8.") from None
    except msgspec.DecodeError as invalid:
        raise MalformedFrame(f"This frame is not JSON: {_shortened(str(invalid))}.") from None


def request_id_of(data: bytes) -> str | None:
    """The ``id`` of a frame that ``decode`` refused; None where even that cannot be read."""
    try:
        request_id = _id_decoder.decode(data).id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return request_id if isinstance(request_id, str) and 0 < len(request_id) <= 64 else None


def require_order(phase: Phase, frame: ClientFrame) -> None:
    """Raises NotAuthenticated before a hello, WrongState for a second one."""
    if phase is Phase.AWAITING_HELLO and not isinstance(frame, Hello | Pong):
        raise NotAuthenticated("The first frame must be hello.")
    if phase is Phase.READY and isinstance(frame, Hello):
        raise WrongState("This connection has said hello; use refresh for a newer token.")


def error_frame(error: AppError, request_id: str | None = None) -> Error:
    """The frame that tells of a failure; ``request_id`` is that of the request it answers."""
    return Error(
        code=error.code,
        message=error.message,
        temporary=error.temporary,
        id=UNSET if request_id is None else request_id,
        retry_after_ms=UNSET if error.retry_after_ms is None else error.retry_after_ms,
        fields=list(error.fields) if error.fields else UNSET,
        current_revision=error.current_revision if isinstance(error, RevisionConflict) else UNSET,
    )


def encode(frame: ServerFrame) -> bytes:
    """A whole WebSocket message, ready for the transport; made once and shared by all sockets that get it."""
    return text_message(_encoder.encode(frame))


def text_message(payload: bytes) -> bytes:
    """An unmasked, unfragmented text message (RFC 6455, section 5.2)."""
    length = len(payload)
    if length < 126:
        return bytes((0x81, length)) + payload
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2, "big") + payload
    return b"\x81\x7f" + length.to_bytes(8, "big") + payload


PING = encode(Ping())


def payload_of(message: bytes) -> Any:
    """What ``encode`` put into a message."""
    start = {0x7E: 4, 0x7F: 10}.get(message[1], 2)
    return msgspec.json.decode(message[start:])


def _field_error(message: str) -> FieldError:
    found = _PATH.search(message)
    if found is None:
        return FieldError(f"{_shortened(message)}.")
    steps = ["*" if step == "..." or index == "..." else step or index for step, index in _STEP.findall(found["path"])]
    if found["key"]:
        steps.append("*")
    return FieldError(f"{_shortened(message[: found.start()])}.", "invalid", ".".join(steps) or None)


def _shortened(message: str) -> str:
    return message if len(message) <= MAX_ERROR_CHARACTERS else f"{message[:MAX_ERROR_CHARACTERS]}…"
