"""`impactpulse run`: one command serves, keeps its children alive, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM

import pytest

from app.core.settings import Settings
from app.infra.embedded.ports import free_port
from app.infra.embedded.process import Child, Command
from tests.fixtures.waiting import until

READY_S = 60
ORDERLY_END_S = 10


class Run(Child):
    """The command as a person starts it, in its own data folder."""

    def __init__(self, folder: Path, **extra: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder.parent / f"run-{self.port}.log"
        settings = Settings(data_dir=folder, port=self.port, demo=False, frontend_dist=folder)
        unset = {"MONGODB_URL": "", "REDIS_URL": "", "JWT_SECRET": ""}
        environment = {**settings.as_environment(), **unset, **extra}
        arguments = (sys.executable, "-m", "app.cli", "run")
        super().__init__(Command(name="run", arguments=arguments, environment=environment, output=self.log))

    def is_serving(self) -> bool:
        return "ImpactPulse is running" in self.log.read_text() and self.answers()

    def answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def start_and_serve(self) -> Run:
        self.log.unlink(missing_ok=True)
        self.start()
        self.wait_ready(self.is_serving, READY_S)
        return self

    def children(self) -> dict[int, str]:
        """Process id → command line of what it started."""
        listing = subprocess.run(
            ["ps", "--ppid", str(self.pid), "-o", "pid=,args="], capture_output=True, text=True, check=False
        ).stdout
        return {int(line.split()[0]): line for line in listing.splitlines()}

    def child_of(self, word: str) -> int | None:
        return next((pid for pid, line in self.children().items() if line.endswith(word)), None)


@pytest.fixture(scope="module")
def one_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    command = Run(tmp_path_factory.mktemp("run") / "data")
    yield command
    command.stop(ORDERLY_END_S)


@pytest.fixture
def shared_run(one_folder: Run) -> Run:
    """One that serves, on the same data for all tests."""
    return one_folder if one_folder.is_running() else one_folder.start_and_serve()


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def impactpulse(*arguments: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    """Another terminal: it knows the data folder and nothing else."""
    environment = {**os.environ, "DATA_DIR": str(data_dir), "PORT": str(free_port())}
    command = [sys.executable, "-m", "app.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)


def test_a_run_serves_and_prints_a_login_that_works(shared_run: Run) -> None:
    written = json.loads((shared_run.folder / "run.json").read_text())
    assert f"demo@impactpulse.example  password: {written['demo_password']}" in shared_run.log.read_text()
    assert (shared_run.folder / "run.json").stat().st_mode & 0o077 == 0
    connection = HTTPConnection("127.0.0.1", shared_run.port, timeout=10)
    body = json.dumps({"email": written["demo_email"], "password": written["demo_password"]})
    connection.request("POST", "/api/v1/auth/login", body, {"Content-Type": "application/json"})
    assert connection.getresponse().status in {200, 201}
    connection.close()


def assert_ends_in_order(run: Run, number: int) -> None:
    children = run.children()
    began = time.monotonic()
    os.kill(run.pid, number)
    assert run.wait(ORDERLY_END_S) == 0
    assert time.monotonic() - began < ORDERLY_END_S
    assert [line for pid, line in children.items() if is_alive(pid)] == []
    assert not (run.folder / "run.json").exists()


@pytest.mark.parametrize("name", ["app.cli relay", "app.cli serve", "app.cli worker", "app.cli scheduler"])
async def test_a_child_that_is_killed_is_started_again(shared_run: Run, name: str) -> None:
    killed = shared_run.child_of(name)
    assert killed is not None
    os.kill(killed, SIGKILL)
    await until(lambda: shared_run.child_of(name) not in {None, killed})
    await until(shared_run.answers, within_s=30)


async def test_a_server_that_is_killed_is_started_again_on_its_data(shared_run: Run) -> None:
    def servers() -> list[int]:
        return [pid for pid, line in shared_run.children().items() if "secantusd" in line]

    await until(lambda: bool(servers()), within_s=30)
    (mongo,) = servers()
    os.kill(mongo, SIGKILL)
    await until(lambda: not is_alive(mongo))
    await until(shared_run.answers, within_s=30)


def test_a_folder_in_use_is_refused(shared_run: Run) -> None:
    second = impactpulse("run", data_dir=shared_run.folder)
    assert second.returncode == 1
    assert second.stderr.startswith("impactpulse: Another `impactpulse run` uses ")


def test_a_second_terminal_finds_the_servers(shared_run: Run) -> None:
    report = impactpulse("doctor", data_dir=shared_run.folder)
    assert "ok   change streams open" in report.stdout
    unknown = impactpulse("verify", "ses_nowhere", data_dir=shared_run.folder)
    assert (unknown.returncode, unknown.stderr) == (1, "impactpulse: There is no such session.\n")


# One start costs about ten seconds of a processor, so the end of the run above and one more show three things.
async def test_a_signal_ends_everything_a_second_run_keeps_the_data_and_nothing_outlives_one_that_is_killed(
    shared_run: Run,
) -> None:
    run = shared_run
    before = json.loads((run.folder / "run.json").read_text())
    assert_ends_in_order(run, SIGINT)
    run.start_and_serve()
    after = json.loads((run.folder / "run.json").read_text())
    assert after["demo_password"] == before["demo_password"]
    children = run.children()
    assert len(children) == 6
    run.kill(SIGKILL)
    await until(lambda: not any(is_alive(pid) for pid in children), within_s=5)
    assert impactpulse("doctor", data_dir=run.folder).stderr.startswith("impactpulse: MONGODB_URL is not set")


@pytest.fixture
def temporary_run(tmp_path: Path) -> Iterator[Run]:
    command = Run(tmp_path / "data", USE_INMEMORY_DB="true")
    yield command
    command.stop(ORDERLY_END_S)


def test_a_temporary_run_ends_by_the_other_signal_and_leaves_no_data(temporary_run: Run) -> None:
    temporary_run.start_and_serve()
    assert_ends_in_order(temporary_run, SIGTERM)
    assert [path.name for path in temporary_run.folder.iterdir()] == ["run.lock"]
