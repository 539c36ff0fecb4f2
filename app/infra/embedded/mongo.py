"""The embedded MongoDB: SecantusDB, a MongoDB-compatible server on WiredTiger from PyPI."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import OperationFailure, PyMongoError

from app.infra.embedded.process import ChildFailed
from app.infra.embedded.server import EmbeddedServer

PING_TIMEOUT_MS = 500
READ_TIMEOUT_MS = 5_000
INTERNAL_ERROR = 1
OPLOG_RETENTION_S = 7 * 24 * 3600
OPLOG_MAX_ENTRIES = 5_000_000
"""A relay that was away for longer than the oplog reaches must rebuild (ADR 2, limit 8)."""


class EmbeddedMongo(EmbeddedServer):
    """Durable: an acknowledged write survives SIGKILL (``--sync-on-commit``)."""

    name = "mongo"

    def __init__(self, folder: Path, *, port: int | None = None, oplog_max_entries: int = OPLOG_MAX_ENTRIES) -> None:
        super().__init__(folder, port=port)
        self._oplog_max_entries = oplog_max_entries

    @property
    def url(self) -> str:
        """``retryWrites`` is off because it makes every write scan a growing cache in this server (ADR 2, limit 1)."""
        return f"mongodb://127.0.0.1:{self.port}/?replicaSet=secantus&retryWrites=false"

    def _arguments(self, port: int) -> tuple[str, ...]:
        return (
            str(_program()),
            *("--host", "127.0.0.1", "--port", str(port)),
            *("--storage-path", str(self.folder.absolute() / "files")),
            "--sync-on-commit",
            *("--oplog-retention-seconds", str(OPLOG_RETENTION_S)),
            *("--oplog-max-entries", str(self._oplog_max_entries)),
            *("--log-level", "WARNING"),
        )

    def _answers(self) -> bool:
        with self._client() as client:
            try:
                client.admin.command("ping")
            except PyMongoError:
                return False
            return True

    def is_broken(self) -> bool:
        """After a write that failed (a full disk) WiredTiger gives up: a mongod ends then; this server stays, answers
        pings, and refuses everything else with an error of its own. One that is only slow is not broken."""
        with self._client() as client:
            try:
                client.admin["nothing"].find_one({"_id": 0})
            except OperationFailure as refusal:
                return refusal.code == INTERNAL_ERROR
            except PyMongoError:
                return False
            return False

    def _client(self) -> MongoClient[dict[str, object]]:
        url = f"mongodb://127.0.0.1:{self.port}/?directConnection=true"
        return MongoClient(url, serverSelectionTimeoutMS=PING_TIMEOUT_MS, socketTimeoutMS=READ_TIMEOUT_MS)


def _program() -> Path:
    """Beside this interpreter, else on the PATH. Raises ChildFailed."""
    beside = Path(sys.executable).with_name("secantusd-py")
    found = str(beside) if beside.exists() else shutil.which("secantusd-py")
    if found is None:
        raise ChildFailed(
            "There is no embedded MongoDB: install the extra `impactpulse[embedded]`, "
            "or set MONGODB_URL to a replica set."
        )
    return Path(found)
