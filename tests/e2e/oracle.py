"""What must be true when all is quiet, looked at from outside: the log, the served results, the screen, `verify`."""

from __future__ import annotations

import asyncio
import subprocess
import sys

from app.demo import DemoReport
from app.features.submissions.model import receipt_for
from app.features.submissions.repository import EntryLog
from app.infra.tokens import derived_key
from tests.e2e.conftest import Product
from tests.e2e.watcher import Dashboard
from tests.fixtures.waiting import until

VERIFY_TIMEOUT_S = 60.0


async def assert_nothing_lost_or_doubled(product: Product, report: DemoReport, dashboard: Dashboard) -> None:
    """acked = stored = counted = shown = what the file says, and no version ever fell."""
    assert report.differences == []
    await _assert_acked_is_stored(product, report)
    assert report.entries == len(report.tally.receipts)
    assert report.tally.changed_receipts == 0
    await until(lambda: dashboard.shown.entries == report.entries)
    assert dashboard.shown.cells == {
        f"{question}@1": {name: n for name, n in counters.items() if n}
        for question, counters in report.expected.items()
    }
    assert dashboard.falls() == []
    verify = await asyncio.to_thread(_verify, product, report.session)
    assert verify.returncode == 0, verify.stdout


async def _assert_acked_is_stored(product: Product, report: DemoReport) -> None:
    stored = [entry async for entry in EntryLog(product.database).scan(report.session)]
    secret = derived_key(product.settings.signing_secret(), "receipts")
    assert {entry.key: receipt_for(entry, secret) for entry in stored} == report.tally.receipts
    assert len({entry.id for entry in stored}) == len(stored) == len(report.tally.receipts)


def _verify(product: Product, session: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "verify", session],
        env=product.settings.as_environment(),
        capture_output=True,
        text=True,
        timeout=VERIFY_TIMEOUT_S,
        check=False,
    )
