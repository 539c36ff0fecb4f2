"""What a gateway reads, while the database is away."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

import pytest
from pymongo.errors import AutoReconnect

from app.contracts.frames import Position
from app.core.errors import StorageUnavailable
from app.features.analytics.repository import TallyRepository
from realtime.readers import StoredTallies


class Away:
    async def positions(self, sessions: Collection[str]) -> dict[str, Position]:
        raise AutoReconnect(f"nobody there for {sessions}")


async def test_a_database_that_is_away_is_one_temporary_error_to_whoever_reads() -> None:
    with pytest.raises(StorageUnavailable) as refused:
        await StoredTallies(cast("TallyRepository", Away())).positions(["ses_1"])
    assert refused.value.temporary
