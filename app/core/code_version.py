"""Which code made something: the release, and a digest of the very sources that run."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from app import VERSION

PACKAGE = Path(__file__).parents[1]
DIGEST_CHARACTERS = 12


@functools.cache
def code_version() -> str:
    """For example ``0.1.0+5f2c9d1e77ab``: two processes that name the same count and print alike."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:DIGEST_CHARACTERS]}"
