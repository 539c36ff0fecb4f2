"""Whether this process can do its work, and why not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

CHECK_DEADLINE_S = 2.0

Check = Callable[[], Awaitable[object]]


class Readiness:
    """Asks everything this process uses, all at once, each with a deadline.

    ``needed`` is what it can do nothing without. ``helpful`` is what it goes on without, slower: where that is away it
    is away for all processes alike, and whoever routes traffic would find none left (docs/adr/0036-readiness.md).
    """

    def __init__(
        self,
        needed: Mapping[str, Check],
        helpful: Mapping[str, Check] | None = None,
        *,
        deadline_s: float = CHECK_DEADLINE_S,
    ) -> None:
        self._needed = dict(needed)
        self._helpful = dict(helpful or {})
        self._deadline_s = deadline_s
        self.is_draining = False
        """Set once this process goes down: whoever routes traffic must send no more of it."""

    def also(self, name: str, check: Check) -> None:
        """Need this too: for parts that are made later."""
        self._needed[name] = check

    async def reasons(self) -> dict[str, str | None]:
        """What was asked → why it does not answer, None where it does."""
        checks = {**self._needed, **self._helpful}
        reasons = await asyncio.gather(*map(self._reason, checks.values()))
        ending = {"process": "draining"} if self.is_draining else {}
        return {**ending, **dict(zip(checks, reasons, strict=True))}

    def hindrances(self, reasons: Mapping[str, str | None]) -> dict[str, str]:
        """Those of ``reasons`` for which nobody should be sent here."""
        return {name: why for name, why in reasons.items() if why is not None and name not in self._helpful}

    async def _reason(self, check: Check) -> str | None:
        try:
            async with asyncio.timeout(self._deadline_s):
                await check()
        except TimeoutError:
            return f"no answer within {self._deadline_s:g} s"
        except Exception as failure:  # noqa: BLE001  (whatever it is, it is the answer)
            return type(failure).__name__
        return None
