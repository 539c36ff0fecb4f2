"""Child processes that are started again when they die, with their output under their name."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from signal import SIGKILL, SIGTERM

from app.infra.embedded.process import Child, ChildFailed, Command
from app.infra.embedded.server import EmbeddedServer

FIRST_PAUSE_S = 0.3
LONGEST_PAUSE_S = 10.0
STABLE_AFTER_S = 30.0
POLL_S = 0.2
LOOK_EVERY_S = 2.0
"""How often a server that runs is asked for more than a sign of life."""
LINE_LIMIT_BYTES = 1_048_576

Say = Callable[[str, str], None]
"""Prints a line under a name."""


def app_command(name: str, environment: Mapping[str, str], *options: str) -> Command:
    """The command line of one of our own subcommands."""
    return Command(
        name=name,
        arguments=(sys.executable, "-m", "app.cli", name, *options),
        environment=environment,
        output=subprocess.PIPE,
    )


class Service:
    """One subcommand of ours. Its owner awaits ``keep_running`` and calls ``end`` to make it return."""

    def __init__(self, command: Command, say: Say) -> None:
        self.name = command.name
        self._child = Child(command)
        self._say = say
        self._is_ending = False
        self.ends = 0
        """How often it ended without being asked to."""

    async def keep_running(self) -> int:
        """Start again after each end, with growing pauses while it does not stay up.

        Returns after ``end``, with the last exit code.
        """
        pause_s = FIRST_PAUSE_S
        while True:
            started = time.monotonic()
            code = await self.run_once()
            if self._is_ending:
                return code
            self.ends += 1
            if time.monotonic() - started > STABLE_AFTER_S:
                pause_s = FIRST_PAUSE_S
            self._say(self.name, f"ended with code {code}; starts again in {pause_s:.1f} s")
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def run_once(self) -> int:
        """Start it, pass its lines on, return its exit code."""
        if self._is_ending:
            return 0
        self._child.start()
        await self._forward_lines()
        return await asyncio.to_thread(self._child.wait)

    async def _forward_lines(self) -> None:
        if self._child.stdout is None:
            return
        reader = asyncio.StreamReader(limit=LINE_LIMIT_BYTES)
        loop = asyncio.get_running_loop()
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), self._child.stdout)
        try:
            while line := await reader.readline():
                self._say(self.name, line.decode(errors="replace").rstrip("\n"))
        finally:
            transport.close()

    def end(self) -> None:
        """Ask it to end and not to come back; returns at once."""
        self._is_ending = True
        self._child.signal(SIGTERM)

    def kill(self) -> None:
        """For one that did not end in time; returns at once.

        Its pipe is left to its reader, who would wait for ever for the end of one that is closed under it.
        """
        self._child.signal(SIGKILL)


async def keep_server_running(server: EmbeddedServer, say: Say) -> None:
    """Bring an embedded server back on its port and folder when it dies or breaks; runs until cancelled.

    Nobody awaits it before the end, so nothing that can go wrong with a process may end it.
    """
    pauses, look_at = Pauses(), time.monotonic() + LOOK_EVERY_S
    while True:
        await asyncio.sleep(POLL_S)
        try:
            if server.is_running() and time.monotonic() >= look_at:
                look_at = time.monotonic() + LOOK_EVERY_S
                if await asyncio.to_thread(server.is_broken):
                    say(server.name, "can do no more work; ending it")
                    await asyncio.to_thread(server.kill)
            if not server.is_running():
                await _start_again(server, say, pauses)
        except (ChildFailed, OSError, subprocess.TimeoutExpired) as failure:
            say(server.name, f"is not back yet: {failure}")


async def _start_again(server: EmbeddedServer, say: Say, pauses: Pauses) -> None:
    """Raises ChildFailed or OSError where it does not start."""
    pause_s = pauses.next_s()
    say(server.name, f"ended; starts again in {pause_s:.1f} s" if pause_s else "ended; starting again")
    await asyncio.sleep(pause_s)
    server.spawn()
    await asyncio.to_thread(server.wait_ready)
    pauses.ready_at = time.monotonic()


class Pauses:
    """How long to wait before a server is started again: not at all after a long life, and longer each time while it
    does not stay, be it that it does not start or that it fails at its first write (its disk is still full)."""

    def __init__(self) -> None:
        self.ready_at: float | None = None
        """When it last became ready; None while it is not."""
        self._next_s = 0.0

    def next_s(self) -> float:
        """The pause before the start that comes now."""
        has_stayed = self.ready_at is not None and time.monotonic() - self.ready_at > STABLE_AFTER_S
        pause_s = 0.0 if has_stayed else self._next_s
        self.ready_at = None
        self._next_s = min(max(pause_s * 2, FIRST_PAUSE_S), LONGEST_PAUSE_S)
        return pause_s
