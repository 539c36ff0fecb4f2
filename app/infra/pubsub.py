"""The two ways in which Redis carries messages: one server to everybody, or a cluster to who listens at one shard."""

from __future__ import annotations

from typing import Protocol

from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisClusterException

from app.infra.redis import Redis, RedisCluster


class PubSub(Protocol):
    """``mark`` stands before the names of its commands and replies. Both calls raise RedisError or OSError."""

    mark: str

    async def connect(self) -> AbstractConnection:
        """A connection of one's own to where the messages come from, as of now."""

    async def publish(self, topic: str, message: bytes) -> None: ...


class ServerPubSub:
    """Of one server: PUBLISH, SUBSCRIBE. In a cluster these would copy every message to every node."""

    mark = ""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def connect(self) -> AbstractConnection:
        connection: AbstractConnection = self._redis.connection_pool.make_connection()
        await connection.connect()
        return connection

    async def publish(self, topic: str, message: bytes) -> None:
        await self._redis.publish(topic, message)


class ShardPubSub:
    """Of the one shard of a cluster that owns ``tag``, whichever node that is: SPUBLISH, SSUBSCRIBE (Redis 7).

    All its topics must carry ``{tag}``.
    """

    mark = "S"

    def __init__(self, cluster: RedisCluster, tag: str) -> None:
        self._cluster = cluster
        self._tag = tag
        self._was_connected = False

    async def connect(self) -> AbstractConnection:
        """Asks the cluster anew for the owner after the first time: a lost connection can mean that it has moved."""
        try:
            await self._cluster.initialize()
            if self._was_connected:
                await self._cluster.nodes_manager.initialize()
            self._was_connected = True
            node = self._cluster.get_node_from_key(self._tag)
        except RedisClusterException as failure:
            raise RedisConnectionError(str(failure)) from failure
        if node is None:
            raise RedisConnectionError(f"nobody owns {self._tag}")
        connection: AbstractConnection = node.connection_class(**node.connection_kwargs)
        await connection.connect()
        return connection

    async def publish(self, topic: str, message: bytes) -> None:
        try:
            await self._cluster.spublish(topic, message)
        except RedisClusterException as failure:
            raise RedisConnectionError(str(failure)) from failure
