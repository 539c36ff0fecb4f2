"""A batch of mails as it lies in the ledger: exactly what is sent, compressed and encrypted."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence

import msgspec

from app.infra.mailer import Mail
from app.infra.sealing import Sealer

PURPOSE = "mailings"


class Envelopes:
    """The mails hold addresses and personal links, so they are sealed, and forgotten once their fate is known."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def closed(self, mails: Sequence[Mail], batch: str) -> bytes:
        """Mails of one wave are nearly the same: a hundred take the room of a few."""
        packed = zlib.compress(msgspec.json.encode(mails))
        return self._sealer.seal(base64.b64encode(packed).decode(), batch)

    def opened(self, sealed: bytes, batch: str) -> list[Mail]:
        """Raises InternalError where JWT_SECRET has changed since."""
        packed = base64.b64decode(self._sealer.open(sealed, batch))
        return msgspec.json.decode(zlib.decompress(packed), type=list[Mail])
