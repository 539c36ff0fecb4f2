"""What results look like over REST."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.contracts.frames import Position, ResultsData
from app.features.analytics.proof import Proof, Verdict


class ResultsResource(msgspec.Struct):
    """The tally as it stands; ``"epoch.version"`` is the ETag. Epoch and version are 0 before the first entry."""

    epoch: int
    version: int
    as_of: datetime
    data: ResultsData


class ProofResource(msgspec.Struct):
    """``verdict``: ``verified`` where the log, counted again, gave exactly the results that stand now; ``moved_on``
    where it gave those of ``recounted``, and answers have come since; ``drift`` where it gave others, which must never
    be."""

    verdict: Verdict
    recounted: Position | None
    recounted_at: datetime | None
    current: Position | None

    @classmethod
    def of(cls, proof: Proof) -> ProofResource:
        return cls(proof.verdict, proof.recounted, proof.recounted_at, proof.current)
