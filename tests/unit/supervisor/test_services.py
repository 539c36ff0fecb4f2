"""Children that are started again, their lines under their names, and an end that asks first."""

from __future__ import annotations

import asyncio
import subprocess
from errno import ENOSPC
from pathlib import Path
from signal import SIGKILL, Signals

import pytest

from app.infra.embedded.process import Command
from app.infra.embedded.server import EmbeddedServer
from app.supervisor import services
from app.supervisor.services import Service, app_command, keep_server_running
from tests.fixtures.waiting import until


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(services, "LONGEST_PAUSE_S", 0.04)
    monkeypatch.setattr(services, "POLL_S", 0.01)
    monkeypatch.setattr(services, "LOOK_EVERY_S", 0.01)


class Said:
    """Every line, with the name it was printed under."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, name: str, line: str) -> None:
        self.lines.append((name, line))


def service(script: str, said: Said, output: int | None = subprocess.PIPE) -> Service:
    return Service(Command(name="relay", arguments=("/bin/sh", "-c", script), output=output), said)


def test_our_own_commands_are_run_by_this_interpreter_with_their_output_in_a_pipe() -> None:
    command = app_command("demo", {"PORT": "1"}, "--speed", "5")
    assert command.arguments[1:] == ("-m", "app.cli", "demo", "--speed", "5")
    assert (command.name, command.environment, command.output) == ("demo", {"PORT": "1"}, subprocess.PIPE)


async def test_what_ends_is_started_again_with_growing_pauses_until_it_is_asked_to_end(tmp_path: Path) -> None:
    said, goes_on = Said(), tmp_path / "goes-on"
    one = service(f"echo one; test -e {goes_on} && {{ echo up; exec sleep 60; }}; exit 3", said)
    running = asyncio.create_task(one.keep_running())
    await until(lambda: one.ends >= 4)
    goes_on.touch()
    await until(lambda: ("relay", "up") in said.lines)
    one.end()
    assert await running == -15
    ends = [line for _, line in said.lines if line.startswith("ended")]
    assert ends[0] == "ended with code 3; starts again in 0.0 s"
    assert len(ends) == one.ends
    assert ("relay", "one") in said.lines


async def test_the_pause_is_short_again_after_a_time_of_staying_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LONGEST_PAUSE_S", 60.0)
    monkeypatch.setattr(services, "STABLE_AFTER_S", 0.0)
    said = Said()
    one = service("exit 3", said)
    running = asyncio.create_task(one.keep_running())
    await until(lambda: one.ends >= 8)  # with doubling pauses this would take longer than anybody waits
    one.end()
    await running
    assert {line for _, line in said.lines} == {"ended with code 3; starts again in 0.0 s"}


async def test_one_that_was_asked_to_end_is_not_started() -> None:
    said = Said()
    one = service("echo here", said)
    one.end()
    assert await one.run_once() == 0
    assert said.lines == []


async def test_one_that_does_not_end_is_killed() -> None:
    said = Said()
    one = service("trap '' TERM; echo up; while :; do sleep 0.05; done", said)
    running = asyncio.create_task(one.keep_running())
    await until(lambda: ("relay", "up") in said.lines)
    one.end()
    one.kill()
    assert await asyncio.wait_for(running, 10) == -9


async def test_one_without_a_pipe_is_waited_for_all_the_same() -> None:
    said = Said()
    assert await service("exit 6", said, subprocess.DEVNULL).run_once() == 6
    assert said.lines == []


class Sleeper(EmbeddedServer):
    """A server that does nothing, and is ready at once. ``breaks`` and ``failures`` say how often it is broken, and how
    often it does not start; ``starts`` counts when it did."""

    name = "sleeper"
    breaks = failures = starts = 0

    @property
    def url(self) -> str:
        return f"sleeper://127.0.0.1:{self.port}"

    def _arguments(self, port: int) -> tuple[str, ...]:
        return "/bin/sleep", "600"

    def _answers(self) -> bool:
        if self.failures:
            self.failures -= 1
            self.kill()
            return False
        self.starts += 1
        return True

    def is_broken(self) -> bool:
        self.breaks -= 1
        return self.breaks >= 0


async def test_a_server_that_dies_comes_back_on_its_port(tmp_path: Path) -> None:
    said, server = Said(), Sleeper(tmp_path)
    server.start()
    first, port = server.pid, server.port
    watching = asyncio.create_task(keep_server_running(server, said))
    server.kill()
    await until(lambda: server.is_running() and server.pid != first)
    watching.cancel()
    await asyncio.wait((watching,))
    assert said.lines == [("sleeper", "ended; starting again")]
    assert server.port == port
    server.stop()


async def test_a_server_that_can_do_no_more_work_is_ended_and_started_until_it_stays(tmp_path: Path) -> None:
    said, server = Said(), Sleeper(tmp_path)
    server.start()
    server.breaks, server.failures = 1, 2
    watching = asyncio.create_task(keep_server_running(server, said))
    await until(lambda: server.starts == 2)
    watching.cancel()
    await asyncio.wait((watching,))
    again = ["is not back yet", "ended; starts again in 0.0 s"]
    said_of_it = [line.split(":")[0] for _, line in said.lines]
    assert said_of_it == ["can do no more work; ending it", "ended; starting again", *again, *again]
    server.stop()


@pytest.mark.parametrize(("stable_after_s", "pauses"), [(60.0, [0.0, 0.1, 0.2, 0.2]), (0.0, [0.0] * 4)])
async def test_one_that_starts_and_soon_breaks_is_started_with_growing_pauses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stable_after_s: float, pauses: list[float]
) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE_S", 0.1)
    monkeypatch.setattr(services, "LONGEST_PAUSE_S", 0.2)
    monkeypatch.setattr(services, "STABLE_AFTER_S", stable_after_s)
    said, server = Said(), Sleeper(tmp_path)
    server.start()
    server.breaks = 4
    watching = asyncio.create_task(keep_server_running(server, said))
    await until(lambda: server.starts == 5)
    watching.cancel()
    await asyncio.wait((watching,))
    ends = [line for _, line in said.lines if line.startswith("ended")]
    assert ends == [f"ended; starts again in {pause} s" if pause else "ended; starting again" for pause in pauses]
    server.stop()


class Stubborn(Sleeper):
    """Is not dead in time when it is killed first, and cannot be started then: there is no room for a log."""

    kills = spawns = 0

    def kill(self, number: Signals = SIGKILL) -> None:
        self.kills += 1
        if self.kills == 1:
            raise subprocess.TimeoutExpired("sleeper", 5)
        super().kill(number)

    def spawn(self) -> None:
        self.spawns += 1
        if self.spawns == 2:
            raise OSError(ENOSPC, "No space left on device")
        super().spawn()


async def test_what_goes_wrong_with_a_process_does_not_end_its_watch(tmp_path: Path) -> None:
    said, server = Said(), Stubborn(tmp_path)
    server.start()
    server.breaks = 2
    watching = asyncio.create_task(keep_server_running(server, said))
    await until(lambda: watching.done() or server.starts == 2)
    watching.cancel()
    await asyncio.wait((watching,))
    assert watching.cancelled()
    assert [line.split(":")[0] for _, line in said.lines].count("is not back yet") == 2
    server.stop()
