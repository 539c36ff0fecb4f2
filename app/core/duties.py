"""Duties of one pass: one that fails holds up none of the others, and the pass fails when all had their turn."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from app.core.errors import AppError, is_for_good

log = logging.getLogger(__name__)

OF_ONE_RECORD = (AppError, LookupError, TypeError, ValueError)
"""What one record can be wrong with; a database that is away is wrong with all."""


class Duties:
    """Remembers what failed. Cancellation goes through."""

    def __init__(self) -> None:
        self._failures: list[Exception] = []

    @contextmanager
    def one(self, duty: str) -> Iterator[None]:
        """A whole duty, whatever it fails of."""
        with self._held_back(duty, Exception, ""):
            yield

    @contextmanager
    def of(self, duty: str, record: str) -> Iterator[None]:
        """A duty towards one record of many, named by its id."""
        with self._held_back(duty, OF_ONE_RECORD, record):
            yield

    def raise_first(self) -> None:
        """Raise what failed first, if anything did; what may pass by itself goes before what will not: whoever hears of
        the latter alone makes no further attempt."""
        if self._failures:
            raise min(self._failures, key=is_for_good)

    @contextmanager
    def _held_back(
        self, duty: str, kinds: type[Exception] | tuple[type[Exception], ...], record: str
    ) -> Iterator[None]:
        try:
            yield
        except kinds as failure:
            is_expected = isinstance(failure, AppError)
            log.log(
                logging.WARNING if is_expected else logging.ERROR,
                "a duty could not be done",
                exc_info=None if is_expected else failure,
                extra={"duty": duty, "record": record, "error": getattr(failure, "code", type(failure).__name__)},
            )
            self._failures.append(failure)
