"""What a process holds, as the kernel counts it."""

from __future__ import annotations

from pathlib import Path


def resident_mib(pid: int) -> float:
    """Memory."""
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


def open_files(pid: int) -> int:
    """Files and sockets."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
