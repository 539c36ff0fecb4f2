"""The version of this repository before its newest migration, to be run beside the present one."""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path

from app.core.settings import Settings
from app.infra.embedded.ports import free_port
from tests.fixtures.processes import AppProcess

ROOT = Path(__file__).parents[2]
MIGRATIONS = "app/infra/migrations"
SOURCES = ("app", "realtime", "jobs")


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=True).stdout


def former_commit() -> str | None:
    """The one before that which brought the newest migration; None where the history does not reach so far."""
    newest = max(path.name for path in (ROOT / MIGRATIONS).glob("m[0-9]*.py"))
    brought = _git("log", "--diff-filter=A", "--format=%H", "--", f"{MIGRATIONS}/{newest}").decode().split()
    try:
        return _git("rev-parse", "--verify", "--quiet", f"{brought[-1]}^").decode().strip()
    except (IndexError, subprocess.CalledProcessError):
        return None


class FormerVersion:
    """Its sources in a folder of their own; the packages are those that are installed."""

    def __init__(self, commit: str, folder: Path) -> None:
        self.logs = folder
        self._sources = folder / "former"
        with tarfile.open(fileobj=io.BytesIO(_git("archive", commit, *SOURCES))) as archive:
            archive.extractall(self._sources, filter="data")

    def process(self, subcommand: str, settings: Settings, *arguments: str) -> AppProcess:
        """One that is not started yet; a gateway has a port of its own."""
        own = settings.model_copy(update={"port": free_port()})
        process = AppProcess(subcommand, own, self.logs, {"PYTHONPATH": str(self._sources)})
        whole = (*process.command.arguments, *arguments)
        process.command = replace(process.command, folder=self._sources, arguments=whole)
        return process
