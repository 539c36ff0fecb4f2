"""The data folder of a run: one run at a time, its secrets, and where a second terminal finds its servers."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

import msgspec
from pydantic import SecretStr

from app.core.settings import Settings

RUN_FILE = "run.json"
LOCK_FILE = "run.lock"
OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700


class FolderTaken(Exception):
    """Another run holds the folder."""


class RunFile(msgspec.Struct, frozen=True):
    """What `run` writes while it serves, for its owner only: all that `demo`, `verify` and `doctor` need."""

    pid: int
    base_url: str
    mongodb_url: str
    redis_url: str
    database: str
    jwt_secret: str
    demo_email: str | None
    demo_password: str | None


class RunFolder:
    """``with RunFolder(path) as folder:`` holds the folder; the kernel lets go of it however the process ends."""

    _lock: IO[str]

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> RunFolder:
        """Raises FolderTaken."""
        self.path.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
        self._lock = (self.path / LOCK_FILE).open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise FolderTaken(
                f"Another `impactpulse run` uses {self.path.absolute()}. Stop it, or set DATA_DIR to another folder."
            ) from None
        return self

    def __exit__(self, *_: object) -> None:
        (self.path / RUN_FILE).unlink(missing_ok=True)
        self._lock.close()

    def write_run_file(self, content: RunFile) -> None:
        """Replaces the former one in one step."""
        _write_private(self.path / RUN_FILE, msgspec.json.encode(content))


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret in this file; made, and kept for its owner only, where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_private(path, make().encode())
    return path.read_text().strip()


def _write_private(path: Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    fresh.replace(path)


def read_run_file(folder: Path) -> RunFile | None:
    """That of the run which holds the folder now; None where nothing runs, also if a crash left the file."""
    path = folder / RUN_FILE
    if not path.exists() or not _is_held(folder):
        return None
    return msgspec.json.decode(path.read_bytes(), type=RunFile)


def _is_held(folder: Path) -> bool:
    try:
        with (folder / LOCK_FILE).open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def settings_of_run(settings: Settings) -> Settings:
    """These settings, completed from a run over DATA_DIR in another terminal. What the environment says stays."""
    run = read_run_file(settings.data_dir)
    if run is None:
        return settings
    found = {
        "mongodb_url": run.mongodb_url,
        "redis_url": run.redis_url,
        "database": run.database,
        "jwt_secret": SecretStr(run.jwt_secret),
        "public_url": run.base_url,
    }
    return settings.model_copy(
        update={name: value for name, value in found.items() if name not in settings.model_fields_set}
    )
