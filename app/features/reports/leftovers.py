"""Folders in which reports were being written when their worker was killed: they hold names and addresses."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from app.core.clock import Clock
from app.core.pause import pause

FOLDER_PREFIX = "impactpulse-report-"
LOOK_EVERY_S = 3_600.0


async def keep_removed(stop: asyncio.Event, *, left_after: timedelta, clock: Clock) -> None:
    """Remove them from the temporary folder of this process, now and every hour until ``stop`` is set.

    By every worker, not by a job: each may have a temporary folder of its own. ``left_after``: nobody writes a report
    for so long.
    """
    while not stop.is_set():
        with suppress(OSError):  # at the next look, then
            await asyncio.to_thread(remove_begun_before, clock() - left_after, Path(tempfile.gettempdir()))
        await pause(stop, LOOK_EVERY_S)


def remove_begun_before(moment: datetime, within: Path) -> None:
    """Those of another user of the machine stay."""
    for folder in within.glob(f"{FOLDER_PREFIX}*"):
        with suppress(FileNotFoundError):  # its report has just been made
            if folder.stat().st_mtime < moment.timestamp():
                shutil.rmtree(folder, ignore_errors=True)
