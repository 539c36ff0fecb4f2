"""What can go wrong with an operation on MongoDB, sorted by what a caller must do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    DuplicateKeyError,
    OperationFailure,
    PyMongoError,
    WriteConcernError,
    WTimeoutError,
)

__all__ = [
    "BulkWriteError",
    "DuplicateKeyError",
    "OperationFailure",
    "PyMongoError",
    "duplicate_positions",
    "is_ambiguous",
]

DUPLICATE_KEY = 11000

_TEMPORARY_CODES = frozenset(
    {
        6,  # HostUnreachable
        7,  # HostNotFound
        43,  # CursorNotFound
        50,  # MaxTimeMSExpired
        64,  # WriteConcernFailed
        89,  # NetworkTimeout
        91,  # ShutdownInProgress
        100,  # UnsatisfiableWriteConcern
        112,  # WriteConflict
        189,  # PrimarySteppedDown
        237,  # CursorKilled
        262,  # ExceededTimeLimit
        9001,  # SocketException
        10107,  # NotWritablePrimary
        11600,  # InterruptedAtShutdown
        11601,  # Interrupted
        11602,  # InterruptedDueToReplStateChange
        13435,  # NotPrimaryNoSecondaryOk
        13436,  # NotPrimaryOrSecondary
    }
)


def is_ambiguous(error: PyMongoError) -> bool:
    """True where the operation may or may not have happened, and may succeed when sent again."""
    if isinstance(error, BulkWriteError):
        return _bulk_is_ambiguous(error.details or {})
    if isinstance(error, ConnectionFailure | WriteConcernError | WTimeoutError):
        return True
    return isinstance(error, OperationFailure) and error.code in _TEMPORARY_CODES


def _bulk_is_ambiguous(details: Mapping[str, Any]) -> bool:
    """A bulk write is settled when every document has a verdict and a majority holds what was written."""
    if details.get("writeConcernErrors"):
        return True
    return any(error.get("code") in _TEMPORARY_CODES for error in details.get("writeErrors", ()))


def duplicate_positions(error: BulkWriteError) -> dict[int, bool]:
    """For each document of a bulk write that was refused: its position → whether a unique index refused it."""
    return {
        failure["index"]: failure.get("code") == DUPLICATE_KEY
        for failure in (error.details or {}).get("writeErrors", ())
    }
