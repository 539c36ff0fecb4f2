"""The product as it runs: a relay and a gateway, each its own process, on real servers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.core.settings import Settings
from app.infra.mongo import Database
from tests.fixtures.processes import AppProcess, ProcessStarter

LEASE_S = 1.0
"""So that a relay that comes back after SIGKILL does not wait long for its own dead lease."""


@dataclass(frozen=True, slots=True)
class Product:
    """The processes of one test, to be killed at will."""

    settings: Settings
    database: Database
    relay: AppProcess
    gateway: AppProcess


@pytest.fixture
def product(settings: Settings, database: Database, processes: ProcessStarter) -> Product:
    """A running relay and a ready gateway on a migrated database."""
    quick = settings.model_copy(update={"relay_lease_s": LEASE_S})
    return Product(quick, database, processes.relay(quick), processes.gateway(quick))
