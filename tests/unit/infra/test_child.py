"""Child processes and the servers made of them: before the start, after the end, and when they do not come up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from signal import SIGTERM

import pytest

from app.infra.embedded import tether
from app.infra.embedded.process import Child, ChildFailed, Command
from app.infra.embedded.server import START_ATTEMPTS, EmbeddedServer


def shell(script: str, output: Path | int | None = None) -> Child:
    return Child(Command(name="script", arguments=("/bin/sh", "-c", script), output=output))


class NeverThere(EmbeddedServer):
    """Ends as soon as it is started."""

    name = "never"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ports: list[int] = []

    @property
    def url(self) -> str:
        return f"never://127.0.0.1:{self.port}"

    def _arguments(self, port: int) -> tuple[str, ...]:
        self.ports.append(port)
        return "/bin/sh", "-c", f"echo port {port} is taken; exit 4"

    def _answers(self) -> bool:
        return False


def test_before_its_start_a_child_has_no_process_and_can_be_ended() -> None:
    child = shell("exit 0")
    with pytest.raises(ChildFailed, match="script was not started"):
        _ = child.pid
    assert (child.stdout, child.exit_code(), child.is_running(), child.wait()) == (None, None, False, 0)
    child.signal(SIGTERM)
    child.stop()


def test_a_signal_to_one_that_has_ended_does_nothing() -> None:
    child = shell("exit 5")
    child.start()
    assert child.wait(10) == 5
    child.signal(SIGTERM)
    assert child.kill() == 5


def test_one_that_ends_by_its_own_hand_is_not_killed() -> None:
    child = shell("trap 'exit 9' TERM; echo up; sleep 60 & wait", subprocess.PIPE)
    child.start()
    assert child.stdout is not None
    child.stdout.readline()
    child.stop(10)
    assert child.exit_code() == 9


def test_one_that_does_not_listen_to_sigterm_is_killed_and_its_pipe_closed() -> None:
    child = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done", subprocess.PIPE)
    child.start()
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    child.stop(0.1)
    assert child.exit_code() == -signal.SIGKILL
    assert child.stdout.closed


def test_one_that_is_not_ready_in_time_is_reported(tmp_path: Path) -> None:
    child = shell("sleep 60", tmp_path / "log")
    child.start()
    with pytest.raises(ChildFailed, match="script was not ready after 0 s; the end of "):
        child.wait_ready(lambda: False, 0.0)
    child.stop()
    silent = shell("exit 3")
    silent.start()
    with pytest.raises(ChildFailed, match=r"script ended with code 3$"):
        silent.wait_ready(lambda: False, 10)


def test_a_server_that_was_not_started_says_so_and_can_be_ended(tmp_path: Path) -> None:
    server = NeverThere(tmp_path)
    for ask in (lambda: server.port, lambda: server.pid, server.wait_ready):
        with pytest.raises(ChildFailed, match="never was not started"):
            ask()
    assert not server.is_running()
    server.signal(SIGTERM)
    server.kill()
    server.stop()


def test_a_server_is_tried_on_several_ports_and_then_reported_with_its_log(tmp_path: Path) -> None:
    server = NeverThere(tmp_path / "made")
    with pytest.raises(ChildFailed, match=r"(?s)never ended with code 4.*port \d+ is taken"):
        server.start()
    assert len(server.ports) == START_ATTEMPTS
    assert len(set(server.ports)) > 1
    assert not server.is_running()


# ── the tether: what runs before a child's command ──


@pytest.fixture
def hits() -> Iterator[list[int]]:
    """Signals that reached this process; its handlers are put back as they were."""
    reached: list[int] = []
    numbers = (signal.SIGTERM, signal.SIGINT)
    former = {number: signal.signal(number, lambda number, _frame: reached.append(number)) for number in numbers}
    yield reached
    for number, handler in former.items():
        signal.signal(number, handler)


def tethered(*arguments: str, platform: str = sys.platform) -> subprocess.CompletedProcess[str]:
    """Run the tether as Child does, on a platform of choice; ``PARENT`` is whoever calls."""
    script = (
        "import os, runpy, sys; sys.platform = sys.argv[1]; "
        "sys.argv = [sys.argv[2], *(str(os.getppid()) if one == 'PARENT' else one for one in sys.argv[3:])]; "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    command = [sys.executable, "-c", script, platform, tether.__file__, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_tethered_command_ends_with_its_own_code(platform: str) -> None:
    ended = tethered("PARENT", "/bin/sh", "-c", "echo here; exit 7", platform=platform)
    assert (ended.returncode, ended.stdout) == (7, "here\n")


def test_a_command_whose_parent_has_gone_meanwhile_is_not_run() -> None:
    ended = tethered("1", "/bin/echo", "here", platform="linux")
    assert (ended.returncode, ended.stdout) == (1, "")


def test_a_guard_outlives_the_signals_that_end_its_command(hits: list[int]) -> None:
    assert tether.guard(["/bin/sh", "-c", "sleep 0.3; kill -TERM $PPID; exit 6"], os.getppid()) == 6
    assert hits == []


def test_a_guard_that_has_another_parent_now_ends_its_command(hits: list[int]) -> None:
    assert tether.guard(["/bin/sleep", "600"], parent=-1) == -signal.SIGKILL
