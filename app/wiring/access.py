"""Who gets in: tokens, API keys, and the standing of both."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.clock import monotonic, utc_now
from app.features.accounts.doorkeeper import Doorkeeper
from app.features.accounts.standing import Standings
from app.features.accounts.standing_repository import LoginStandings
from app.features.api_keys.reader import ApiKeyReader
from app.features.api_keys.repository import ApiKeyRepository
from app.infra.event_bus import StandingBus
from app.infra.mongo import Database
from app.infra.redis import Redis
from app.infra.tokens import Tokens


@dataclass(frozen=True, kw_only=True)
class Access:
    """``bus`` carries changes of standings between the processes."""

    doorkeeper: Doorkeeper
    standings: Standings
    bus: StandingBus


def access(database: Database, cache: Redis, tokens: Tokens) -> Access:
    """Construct what lets callers in."""
    bus, keys = StandingBus(cache), ApiKeyRepository(database)
    standings = Standings(logins=LoginStandings(database), keys=keys, publisher=bus, ticks=monotonic)
    return Access(doorkeeper=Doorkeeper(tokens, ApiKeyReader(keys, utc_now), standings), standings=standings, bus=bus)
