"""A mail service that can fail, and a clock of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.builders.fake_resend import FakeResend, fake_resend
from tests.builders.mailing import Moment


@pytest.fixture
def service() -> Iterator[FakeResend]:
    with fake_resend() as running:
        running.silence_s = 0.0
        yield running


@pytest.fixture
def clock() -> Moment:
    return Moment()
