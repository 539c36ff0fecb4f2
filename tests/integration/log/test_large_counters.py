"""Counters outgrow 32 bits (sums of squares do so early) and must come back as numbers that every encoder takes."""

from __future__ import annotations

import msgspec

from app.contracts.frames import ResultsData
from app.core.clock import utc_now
from app.features.analytics.model import FIRST_EPOCH, FIRST_VERSION, Mark, Tally
from app.features.analytics.repository import TallyRepository
from app.features.analytics.tally import Counts
from app.infra.mongo import Database

CELLS = {"age@1": {"n": 2, "sq_lo": 2**40, "sum": 2**31}}


async def test_a_counter_beyond_32_bits_is_read_back_as_it_was_and_can_be_sent(database: Database) -> None:
    tallies = TallyRepository(database)
    stored = Tally(
        session="ses_large",
        organization="org_large",
        epoch=FIRST_EPOCH,
        version=FIRST_VERSION,
        mark=Mark(1, 1, {"_data": "token"}),
        as_of=utc_now(),
        counts=Counts(2, CELLS),
    )
    await tallies.insert(stored)

    read = await tallies.read(stored.session)

    assert read is not None
    assert msgspec.json.decode(msgspec.json.encode(read.results()), type=ResultsData) == ResultsData(2, CELLS)
