"""Redis: how every process connects. Nothing in Redis may be needed to be right; it only makes things fast."""

from __future__ import annotations

from typing import Any

from redis.asyncio import Redis
from redis.asyncio.cluster import RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

__all__ = ["Redis", "RedisCluster", "connect", "connect_cluster"]

CONNECT_TIMEOUT_S = 2.0
READ_TIMEOUT_S = 5.0


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
    client: Redis = Redis.from_url(url, **options)
    return client


def connect_cluster(url: str) -> RedisCluster:
    """A client of the cluster that the node at ``url`` belongs to, as impatient as that of one server."""
    return RedisCluster.from_url(
        url,
        socket_connect_timeout=CONNECT_TIMEOUT_S,
        socket_timeout=READ_TIMEOUT_S,
        retry=Retry(NoBackoff(), 1),
    )
