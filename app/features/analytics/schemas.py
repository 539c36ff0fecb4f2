"""What results look like over REST."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.contracts.frames import ResultsData


class ResultsResource(msgspec.Struct):
    """The tally as it stands; ``"epoch.version"`` is the ETag. Epoch and version are 0 before the first entry."""

    epoch: int
    version: int
    as_of: datetime
    data: ResultsData
