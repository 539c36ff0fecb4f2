"""Zip files, written piece by piece."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class Archive:
    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    async def add(self, name: str, pieces: AsyncIterator[bytes]) -> None:
        """One member; nothing of it is held in memory."""
        with self._file.open(_member(name), "w", force_zip64=True) as target:
            async for piece in pieces:
                await asyncio.to_thread(target.write, piece)

    async def add_text(self, name: str, text: bytes) -> None:
        await asyncio.to_thread(self._file.writestr, _member(name), text)


@contextmanager
def new_archive(path: Path) -> Iterator[Archive]:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        yield Archive(file)


def _member(name: str) -> zipfile.ZipInfo:
    """Without the time of the day: the same answers give the same bytes."""
    member = zipfile.ZipInfo(name, FIRST_DAY)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member
