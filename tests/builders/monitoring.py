"""Reading what a process tells of itself, by a parser that is not ours."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from typing import Any

from prometheus_client.parser import text_string_to_metric_families


def _get(address: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.headers["Content-Type"], refusal.read().decode()


class Watched:
    """One process at the port where it lets itself be watched."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"

    async def get(self, path: str) -> tuple[int, str, str]:
        """Status, content type and text."""
        return await asyncio.to_thread(_get, self._address + path)

    async def health(self, path: str) -> tuple[int, dict[str, Any]]:
        status, _, text = await self.get(path)
        return status, json.loads(text)["checks"]

    async def samples(self) -> dict[str, float]:
        """``name{label=value,…}`` without the prefix → value; histograms as ``name_count`` and ``name_sum``."""
        _, _, text = await self.get("/metrics")
        return {
            f"{sample.name.removeprefix('impactpulse_')}{_labels(sample.labels)}": sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if not sample.name.endswith("_bucket")
        }


def _labels(labels: dict[str, str]) -> str:
    return "{" + ",".join(f"{name}={value}" for name, value in sorted(labels.items())) + "}" if labels else ""
