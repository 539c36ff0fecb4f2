"""``python -m loadtests.profile``: where the gateway's time goes while a room answers, as a picture and a table.

py-spy looks 200 times a second which function of a gateway holds the interpreter. That is drawn into
``plots/gateway_profile.svg`` and summed up in ``PROFILE.md``, both beside this module.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections import Counter, deque
from datetime import UTC, datetime
from pathlib import Path

from app.features.surveys.questions import Scale
from loadtests.facilitator import Facilitator
from loadtests.flames import Stacks, picture
from loadtests.machine import describe_machine
from loadtests.stack import Stack
from loadtests.swarm import Phone, channels_of, encoded_submission, open_all, wait_until

FOLDER = Path(__file__).parent
PICTURE, PAGE = FOLDER / "plots" / "gateway_profile.svg", FOLDER / "PROFILE.md"
PHONES, SECONDS, RATE_HZ = 300, 30, 200
ANSWERS_PER_S = 200
KEPT = 0.9
"""With a smaller share of that, the gateway or its clients had to wait for processors: the run is marked."""

QUESTION = Scale(id="q", title="How much?", min=1, max=7)
TOP = 25

AREAS = {
    "websockets, uvicorn": ("uvicorn/", "websockets/", "realtime/wire"),
    "reading frames, checking, acks": (
        "realtime/protocol",
        "realtime/dispatch",
        "realtime/connection",
        "realtime/rate",
    ),
    "submissions": ("app/features/submissions", "app/features/surveys", "app/features/sessions"),
    "group commit": ("realtime/writer",),
    "MongoDB's driver": ("pymongo/", "motor/", "bson/", "gridfs/"),
    "fan-out": ("realtime/",),
    "Redis' client": ("redis/", "app/infra/topic_bus", "app/infra/pubsub"),
}
"""Where a stack counts: the area of its innermost frame that belongs to one."""
LOOP = "event loop, threads, and what it calls in C: timers, polling, writing to sockets"
READING = """\
Shares are of these samples. What else runs on the machine adds chance to them: a gateway that has to wait for a
processor is seen where it stands. A sample counts for the area of its innermost frame that belongs to one; time in C
functions counts for the Python function that called them."""
START = "Runner.run "
"""Frames up to this one are the same in every stack of the event loop."""


def main() -> int:
    with Stack() as stack:
        stacks, acked = asyncio.run(_profiled(stack))
    PICTURE.write_text(picture(stacks, "A gateway while a room answers"), encoding="utf-8")
    PAGE.write_text(page(stacks, acked), encoding="utf-8")
    print(f"{sum(stacks.values())} samples → {PICTURE}, {PAGE}", *missed_pace(acked / SECONDS), sep="\n")
    return 0


class Room:
    """Phones that change their answers in turn, each once its former one is acked; refused ones are sent again."""

    def __init__(self, session: str, phones: list[Phone]) -> None:
        self._session = session
        self._idle = deque((phone, 1) for phone in phones)
        self.acked = 0

    async def answer(self) -> None:
        """For ever, ``ANSWERS_PER_S`` where the server keeps up."""
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            if self._idle:
                self._send(*self._idle.popleft())
            due += 1 / ANSWERS_PER_S
            await asyncio.sleep(max(0.0, due - loop.time()))

    def _send(self, phone: Phone, revision: int) -> None:
        def on_answer(_id: str, code: str) -> None:
            self.acked += not code
            self._idle.append((phone, revision if code else revision + 1))

        phone.on_answer = on_answer
        value = {QUESTION.id: 1 + revision % 7}
        phone.send_encoded(encoded_submission(self._session, QUESTION.id, value, revision=revision))


async def _profiled(stack: Stack) -> tuple[Stacks, int]:
    """What py-spy saw while the room answered, and how many answers were acked meanwhile."""
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session((QUESTION,), "live")
        phones = [Phone(token) for token in await facilitator.join_many(session, PHONES)]
        await open_all(phones, stack.port, channels_of(session.id, "results", "state"))
        await facilitator.control(session, "open", QUESTION.id)
        room = Room(session.id, phones)
        answering = asyncio.create_task(room.answer())
        await wait_until(lambda: room.acked > PHONES, "the room to be at it")
        before = room.acked
        raw = await asyncio.to_thread(_recorded, stack.pids["gateway"])
        acked = room.acked - before
        answering.cancel()
        await asyncio.wait((answering,))
        for phone in phones:
            phone.abort()
    return parsed(raw), acked


def _recorded(pid: int) -> str:
    """py-spy's raw form: a line for each stack, outermost frame first, and how often it was seen."""
    program = Path(sys.executable).with_name("py-spy")
    target = FOLDER / "out" / "gateway.raw"
    target.parent.mkdir(exist_ok=True)
    command = [
        str(program), "record", "--pid", str(pid), "--duration", str(SECONDS), "--rate", str(RATE_HZ),
        "--format", "raw", "--full-filenames", "--gil", "--output", str(target),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return target.read_text(encoding="utf-8")


def parsed(raw: str) -> Stacks:
    """Files by where they stand among the packages, without lines: one frame for each function."""
    stacks: Counter[tuple[str, ...]] = Counter()
    for line in raw.splitlines():
        frames, _, count = line.rpartition(" ")
        stack = [_shortened(frame) for frame in frames.split(";")]
        starts = [place for place, frame in enumerate(stack) if frame.startswith(START)]
        stacks[tuple(stack[starts[0] :] if starts else stack)] += int(count)
    return dict(stacks)


def _shortened(frame: str) -> str:
    """``function (package/module.py)``."""
    function, _, place = frame.rstrip(")").partition(" (")
    file = place.rpartition(":")[0] or place
    for root in ("site-packages/", f"{FOLDER.parent}/"):
        file = file.rpartition(root)[2]
    parts = file.split("/")
    return f"{function} ({'/'.join(parts[-3:] if file.startswith('/') else parts)})"


def area_of(stack: tuple[str, ...]) -> str:
    for frame in reversed(stack):
        file = frame.partition(" (")[2]
        for area, prefixes in AREAS.items():
            if any(prefix in file for prefix in prefixes):
                return area
    return LOOP


def page(stacks: Stacks, acked: int) -> str:
    whole = sum(stacks.values())
    areas: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for stack, count in stacks.items():
        areas[area_of(stack)] += count
        functions[stack[-1]] += count
    setting = (
        f"`make profile`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, on {describe_machine()}, load "
        f"{os.getloadavg()[0]:.0f}: {PHONES} phones that all "
        f"see the result, {acked / SECONDS:.0f} acked answers a second for {SECONDS} s, {whole:,} samples in which a "
        "thread held the interpreter."
    )
    lines = [
        "# Where a gateway's time goes",
        "",
        setting,
        "",
        *missed_pace(acked / SECONDS),
        "![The stacks of a gateway, widths by samples](plots/gateway_profile.svg)",
        "",
        READING,
        "",
        "| area | share |",
        "|---|---|",
        *(f"| {area} | {count / whole:.1%} |" for area, count in areas.most_common()),
        "",
        "| function, without what it calls | share |",
        "|---|---|",
        *(f"| `{function}` | {count / whole:.1%} |" for function, count in functions.most_common(TOP)),
        "",
    ]
    return "\n".join(lines)


def missed_pace(acked_per_s: float) -> list[str]:
    """The mark of a run whose room did not keep its pace; nothing where it did."""
    if acked_per_s >= KEPT * ANSWERS_PER_S:
        return []
    said = f"**The room missed its pace: {acked_per_s:.0f} of {ANSWERS_PER_S} answers a second.** "
    return [
        f"{said}The machine had other work or is too small: shares say little until it is run again on a quiet one.",
        "",
    ]


if __name__ == "__main__":
    sys.exit(main())
