"""Redis: how every process connects. Nothing in Redis may be needed to be right; it only makes things fast."""

from __future__ import annotations

from typing import Any

from redis.asyncio import Redis
from redis.asyncio.cluster import RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from app.infra.monitoring.redis_commands import Measured

__all__ = ["Redis", "RedisCluster", "connect", "connect_cluster"]

CONNECT_TIMEOUT_S = 2.0
READ_TIMEOUT_S = 5.0


class MeasuredRedis(Redis):
    """Tells how long its commands take. Those of a pipeline go another way; nothing here has one."""

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        with Measured(str(args[0])):
            return await super().execute_command(*args, **options)  # type: ignore[no-untyped-call]


class MeasuredCluster(RedisCluster):
    """The same of a cluster: a command counts once, to whichever nodes it is sent on."""

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        with Measured(str(args[0])):
            return await super().execute_command(*args, **options)


def connect(url: str) -> Redis:
    """A client that answers in bytes and fails within seconds, one retry included; callers own longer patience.

    Nothing is sent before the first command.
    """
    options: dict[str, Any] = {
        "socket_connect_timeout": CONNECT_TIMEOUT_S,
        "socket_timeout": READ_TIMEOUT_S,
        "health_check_interval": 15,
        "retry": Retry(NoBackoff(), 1),
    }
    client: Redis = MeasuredRedis.from_url(url, **options)
    return client


def connect_cluster(url: str) -> RedisCluster:
    """A client of the cluster that the node at ``url`` belongs to, as impatient as that of one server."""
    return MeasuredCluster.from_url(
        url,
        socket_connect_timeout=CONNECT_TIMEOUT_S,
        socket_timeout=READ_TIMEOUT_S,
        retry=Retry(NoBackoff(), 1),
    )
