"""What a killed worker had written of a report does not stay on the disk."""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.clock import utc_now
from app.features.reports.leftovers import FOLDER_PREFIX, keep_removed
from app.wiring.jobs import KINDS
from tests.fixtures.waiting import until


def test_a_report_that_is_sent_is_written_in_no_more_time_than_one_that_is_made() -> None:
    assert KINDS["send_report"].timeout <= KINDS["make_report"].timeout


def names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


async def test_folders_of_reports_that_nobody_writes_any_more_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, new, other = (tmp_path / name for name in (f"{FOLDER_PREFIX}a", f"{FOLDER_PREFIX}b", "somebody-elses"))
    for folder in (left, new, other):
        folder.mkdir()
        (folder / "report").write_text("Ada, ada@example.org")
    long_ago = (utc_now() - timedelta(minutes=61)).timestamp()
    for folder in (left, other):
        os.utime(folder, (long_ago, long_ago))
    stop = asyncio.Event()
    looking = asyncio.create_task(keep_removed(stop, left_after=timedelta(hours=1), clock=utc_now))
    await until(lambda: not left.exists())
    stop.set()
    await looking
    assert names_in(tmp_path) == {new.name, other.name}
