"""One run at a time, and what another terminal learns of it while it lasts."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from app.core.settings import Settings
from app.infra.run_folder import (
    LOCK_FILE,
    RUN_FILE,
    FolderTaken,
    RunFile,
    RunFolder,
    kept_secret,
    read_run_file,
    settings_of_run,
)

RUN = RunFile(
    pid=1,
    base_url="http://localhost:8000",
    mongodb_url="mongodb://127.0.0.1:1/",
    redis_url="redis://127.0.0.1:2/0",
    database="impactpulse",
    jwt_secret="a secret of the run, long enough for HS256",
    demo_email="demo@impactpulse.example",
    demo_password="kavo-mitu",
)


def test_a_second_run_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    with RunFolder(tmp_path / "made") as folder:
        assert folder.path.stat().st_mode & 0o777 == 0o700
        with pytest.raises(FolderTaken, match="Stop it, or set DATA_DIR to another folder"), RunFolder(folder.path):
            pass
    with RunFolder(tmp_path / "made"):
        pass


def test_a_run_can_be_found_while_it_lasts(tmp_path: Path) -> None:
    assert read_run_file(tmp_path) is None
    with RunFolder(tmp_path) as folder:
        assert read_run_file(tmp_path) is None
        folder.write_run_file(RUN)
        assert (tmp_path / RUN_FILE).stat().st_mode & 0o777 == 0o600
        assert read_run_file(tmp_path) == RUN
    assert not (tmp_path / RUN_FILE).exists()


def test_what_a_crash_left_behind_is_no_run(tmp_path: Path) -> None:
    with RunFolder(tmp_path) as folder:
        folder.write_run_file(RUN)
        left = (tmp_path / RUN_FILE).read_bytes()
    (tmp_path / RUN_FILE).write_bytes(left)
    assert read_run_file(tmp_path) is None
    (tmp_path / LOCK_FILE).unlink()
    assert read_run_file(tmp_path) is None


def test_a_run_completes_the_settings_and_never_replaces_what_was_set(tmp_path: Path) -> None:
    mine = Settings(data_dir=tmp_path, mongodb_url="mongodb://mine.example/")
    assert settings_of_run(mine) is mine
    with RunFolder(tmp_path) as folder:
        folder.write_run_file(RUN)
        found = settings_of_run(mine)
    assert found.mongodb_url == "mongodb://mine.example/"
    assert (found.redis_url, found.public_url) == (RUN.redis_url, RUN.base_url)
    assert found.jwt_secret == SecretStr(RUN.jwt_secret)


def test_a_secret_is_made_once_and_kept_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "made" / "secret"
    assert kept_secret(path, lambda: "first") == "first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept_secret(path, lambda: "second") == "first"
