"""The bounds of one connection."""

from __future__ import annotations

import msgspec

HELLO_TIMEOUT_S = 10.0
PONG_TIMEOUT_S = 10.0
EXPIRY_NOTICE_S = 60.0
MAX_CHANNELS = 32
MAX_BAD_FRAMES = 50
"""Frames that could not be read, over the life of a connection; beyond them it is closed with 4508."""

MAX_PENDING_BYTES = 262_144
"""Answers waiting for a busy socket; beyond them it is closed with 4008."""

MAX_IN_FLIGHT = 64
"""Submissions of one connection on their way into the log; beyond them its socket is not read."""

MAX_LOOK_PAUSE_S = 5.0
"""A connection is looked at this often even where nothing seems due; clocks can jump."""

FRAMES_PER_S = 20.0
FRAME_BURST = 200
"""Frames other than submissions and pongs."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What the settings decide; the units are in the names."""

    ping_interval_s: float = 20.0
    pong_timeout_s: float = PONG_TIMEOUT_S
    hello_timeout_s: float = HELLO_TIMEOUT_S
    send_timeout_s: float = 10.0
    submit_rate_per_s: float = 20.0
    submit_burst: int = 100
    max_connections: int = 20_000
