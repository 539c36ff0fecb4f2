"""The published contract of the socket: AsyncAPI 3, made from the frame types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from app.contracts import audience, frames
from app.contracts.close_codes import MEANINGS, should_come_back
from app.contracts.frame_examples import TypeExample, channel_examples, examples_of
from app.core.permissions import CHANNEL_PERMISSIONS

CLIENT_FRAMES = (
    frames.Hello,
    frames.Subscribe,
    frames.Unsubscribe,
    frames.Submit,
    frames.Control,
    frames.Ask,
    frames.Upvote,
    frames.React,
    frames.Refresh,
    frames.Pong,
)
SERVER_FRAMES = (
    frames.Welcome,
    frames.Snapshot,
    frames.Delta,
    frames.Ack,
    frames.OwnQuestion,
    frames.Error,
    frames.Ping,
    frames.TokenExpiring,
    frames.Draining,
)
CHANNEL_DATA = (
    frames.ResultsData,
    frames.StateData,
    frames.PresenceData,
    frames.ReportsData,
    audience.QuestionsData,
    frames.ReactionsData,
)
CHANNELS: dict[str, tuple[type[msgspec.Struct], str]] = {
    "results": (frames.ResultsData, "The tally. Participants see what has been revealed, members all of it."),
    "state": (frames.StateData, "What is asked just now; always told as a whole."),
    "presence": (
        frames.PresenceData,
        "How many are there, and for members: how many of them have answered; always told as a whole.",
    ),
    "reports": (frames.ReportsData, "How far reports are, for members; always told as a whole."),
    "questions": (
        audience.QuestionsData,
        "What the audience asks. Participants see what is shown, and their own by `own_question`; members all of it.",
    ),
    "reactions": (frames.ReactionsData, "Passing signs of the audience, for members; always told as a whole."),
}
"""The last part of a channel's name → its data, and what it is for."""


def _schemas(ref_template: str) -> dict[str, Any]:
    types = (*CLIENT_FRAMES, *SERVER_FRAMES, *CHANNEL_DATA)
    _, components = msgspec.json.schema_components(types, ref_template=ref_template)
    components["ClientFrame"] = _union(CLIENT_FRAMES, ref_template)
    components["ServerFrame"] = _union(SERVER_FRAMES, ref_template)
    return dict(sorted(components.items()))


def _union(types: tuple[type[msgspec.Struct], ...], ref_template: str) -> dict[str, Any]:
    return {"oneOf": [{"$ref": ref_template.format(name=member.__name__)} for member in types]}


def _tag(frame: type[msgspec.Struct]) -> str:
    return str(frame.__struct_config__.tag)


def _messages(types: Sequence[TypeExample]) -> dict[str, Any]:
    return {
        _tag(frame): {
            "name": _tag(frame),
            "title": frame.__name__,
            "summary": (frame.__doc__ or "").strip(),
            "contentType": "application/json",
            "payload": {"$ref": f"#/components/schemas/{frame.__name__}"},
            "examples": examples_of(frame, types),
        }
        for frame in (*CLIENT_FRAMES, *SERVER_FRAMES)
    }


def _channel(kind: str, types: Sequence[TypeExample]) -> dict[str, Any]:
    """A channel inside of the socket, which carries all that a client has subscribed to."""
    struct, description = CHANNELS[kind]
    told = channel_examples(kind, types)
    return {
        "address": f"session:{{session}}:{kind}",
        "description": f"{description} Asked for with `subscribe` on the socket.",
        "parameters": {"session": {"description": "The id of the session"}},
        "messages": {tag: _channel_message(tag, kind, struct, told[tag]) for tag in told},
        "x-permission": CHANNEL_PERMISSIONS[kind],
    }


def _channel_message(
    tag: str, kind: str, struct: type[msgspec.Struct], examples: list[dict[str, Any]]
) -> dict[str, Any]:
    data = {"type": "object", "properties": {"data": {"$ref": f"#/components/schemas/{struct.__name__}"}}}
    frame = {"$ref": f"#/components/schemas/{tag.title()}"}
    return {
        "name": tag,
        "title": f"{tag.title()} of {kind}",
        "contentType": "application/json",
        "payload": {"allOf": [frame, data]},
        "examples": examples,
    }


def _operation(action: str, summary: str, types: tuple[type[msgspec.Struct], ...]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/socket"},
        "summary": summary,
        "messages": [{"$ref": f"#/channels/socket/messages/{_tag(frame)}"} for frame in types],
    }


def _described(one: TypeExample) -> dict[str, Any]:
    return {"question": one.question, "answer": one.answer, "cell": one.cell}


def asyncapi_document(types: Sequence[TypeExample]) -> dict[str, Any]:
    """The AsyncAPI 3.0 document of ``/ws``, from the server's point of view: it receives the client's frames.

    ``types``: what stands as ``x-question-types``, and in the examples of answers and results.
    """
    messages = _messages(types)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "ImpactPulse socket",
            "version": frames.SUBPROTOCOL,
            "description": "JSON text frames told apart by `type`. The first frame is `hello`; it carries the token. "
            "The other channels are inside of this socket: a client subscribes to them by name, a member with the "
            "permission that each names (`x-permission`). "
            f"A frame may have {frames.MAX_FRAME_BYTES:,} bytes, a larger one ends the connection (1009): answers of "
            f"up to {frames.MAX_SUBMISSION_BYTES:,} bytes go by `POST /api/v1/sessions/{{id}}/submissions`. "
            "Close codes 4000–4499: come back; 4500–4999: do not. "
            "To be read at `/api/docs/socket`.",
        },
        "defaultContentType": "application/json",
        "channels": {
            "socket": {
                "address": "/ws",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
                "bindings": {"ws": {"method": "GET", "bindingVersion": "0.1.0"}},
            },
            **{kind: _channel(kind, types) for kind in CHANNELS},
        },
        "operations": {
            "receive": _operation("receive", "Frames from the client.", CLIENT_FRAMES),
            "send": _operation("send", "Frames from the server.", SERVER_FRAMES),
        },
        "components": {"messages": messages, "schemas": _schemas("#/components/schemas/{name}")},
        "x-question-types": {one.type: _described(one) for one in types},
        "x-close-codes": {
            str(int(code)): {"name": code.name.lower(), "meaning": meaning, "come_back": should_come_back(code)}
            for code, meaning in MEANINGS.items()
        },
    }
