"""Time in equal steps: few enough for a slider, and the same for everybody who asks of the same log. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

MAX_POINTS = 60
MINUTE, HOUR, DAY = 60, 3_600, 86_400
STEPS_S = (
    *(1, 2, 5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 28 * DAY, 91 * DAY, 364 * DAY, 3_640 * DAY),
)


class Steps(msgspec.Struct, frozen=True):
    """``count`` steps of ``step_s``, which begin at whole multiples of it in UTC; ``first`` numbers the first one."""

    step_s: int
    first: int
    count: int
    end: datetime

    def place(self, at: datetime) -> int:
        """Which step a moment falls into. One outside, by a clock that is off, counts to the nearest."""
        return min(max(_number(at, self.step_s) - self.first, 0), self.count - 1)

    def closes(self, place: int) -> datetime:
        """When a step was over; the last one may be cut short."""
        edge = datetime.fromtimestamp((self.first + place + 1) * self.step_s, UTC)
        return min(edge, self.end)


def steps_between(start: datetime, end: datetime) -> Steps:
    """The shortest steps of which ``MAX_POINTS`` suffice."""
    end = max(start, end) + timedelta(milliseconds=1)
    for step_s in STEPS_S:
        first = _number(start, step_s)
        count = _number(end, step_s) - first + 1
        if count <= MAX_POINTS:
            break
    return Steps(step_s, first, min(count, MAX_POINTS), end)


def _number(at: datetime, step_s: int) -> int:
    return int(at.timestamp() // step_s)
