"""Going on after a failure that passes, and giving up where nothing else happens."""

from __future__ import annotations

from types import TracebackType

from app.core.errors import MailUnavailable

MAX_IN_A_ROW = 3


class Patience:
    """``with patience:`` lets MailUnavailable pass, until it was raised ``MAX_IN_A_ROW`` times with nothing between.

    One failed batch must not hold up the others; a mail service that is down must not be asked for each of them.
    """

    def __init__(self) -> None:
        self._failures = 0

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, _failure: BaseException | None, _at: TracebackType | None
    ) -> bool:
        if kind is None:
            self._failures = 0
            return False
        if not issubclass(kind, MailUnavailable):
            return False
        self._failures += 1
        return self._failures < MAX_IN_A_ROW
