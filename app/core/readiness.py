"""Whether this process can do its work, and why not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

CHECK_DEADLINE_S = 2.0

Check = Callable[[], Awaitable[object]]


class Readiness:
    """Asks everything this process needs, all at once, each with a deadline."""

    def __init__(self, checks: Mapping[str, Check], *, deadline_s: float = CHECK_DEADLINE_S) -> None:
        self._checks = dict(checks)
        self._deadline_s = deadline_s
        self.is_draining = False
        """Set once this process goes down: whoever routes traffic must send no more of it."""

    def also(self, name: str, check: Check) -> None:
        """Ask this too: for parts that are made later."""
        self._checks[name] = check

    async def reasons(self) -> dict[str, str | None]:
        """What was asked → why it is not ready, None where it is."""
        reasons = await asyncio.gather(*(self._reason(check) for check in self._checks.values()))
        ending = {"process": "draining"} if self.is_draining else {}
        return {**ending, **dict(zip(self._checks, reasons, strict=True))}

    async def _reason(self, check: Check) -> str | None:
        try:
            async with asyncio.timeout(self._deadline_s):
                await check()
        except TimeoutError:
            return f"no answer within {self._deadline_s:g} s"
        except Exception as failure:  # noqa: BLE001  (whatever it is, it is the answer)
            return type(failure).__name__
        return None
