"""Why the server closes a socket: 4000–4499 ask the client to come back, 4500–4999 to stay away."""

from __future__ import annotations

from enum import IntEnum

STAY_AWAY = range(4500, 5000)


class CloseCode(IntEnum):
    """Codes beyond those of RFC 6455; ``MEANINGS`` says what a client should do, and is sent as the reason."""

    DRAINING = 4001
    SERVER_FULL = 4002
    INTERNAL_ERROR = 4003
    TOO_SLOW = 4008
    HELLO_TIMEOUT = 4010
    NO_PONG = 4012
    TOKEN_EXPIRED = 4013
    BAD_TOKEN = 4500
    REMOVED = 4503
    PROTOCOL_ABUSE = 4508


MEANINGS: dict[CloseCode, str] = {
    CloseCode.DRAINING: "This process is about to end; come back, another one answers.",
    CloseCode.SERVER_FULL: "This process holds as many sockets as it may; come back later.",
    CloseCode.INTERNAL_ERROR: "A fault on our side ended the connection; come back.",
    CloseCode.TOO_SLOW: "The connection took in less than was sent; come back and start from a snapshot.",
    CloseCode.HELLO_TIMEOUT: "No hello came in time; come back and say hello first.",
    CloseCode.NO_PONG: "Pings were not answered; come back.",
    CloseCode.TOKEN_EXPIRED: "The token is out of date; come back with a fresh one.",
    CloseCode.BAD_TOKEN: "The token is not valid; log in or join again before you come back.",
    CloseCode.REMOVED: "You have been removed from this session or organization.",
    CloseCode.PROTOCOL_ABUSE: "Too many malformed frames.",
}


def should_come_back(code: int | None) -> bool:
    """True where a client should connect again by itself; unknown codes and lost connections count as come back."""
    return code not in STAY_AWAY
