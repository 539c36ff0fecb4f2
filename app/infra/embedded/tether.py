"""Run a command that ends when its parent ends, however that happens. Standard library only: it is run by path.

On Linux the kernel does it: this process sets its parent-death signal and becomes the command. (Set in the child, not
in a ``preexec_fn``, which is not safe in a program with threads.) Elsewhere it stays as a guard beside the command.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1
POLL_S = 0.5


def become(command: list[str], parent: int) -> None:
    """Linux: the command takes this process over; SIGKILL comes when the thread that started it ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(1)
    os.execv(command[0], command)  # noqa: S606  (no shell is wanted)


def guard(command: list[str], parent: int) -> int:
    """Elsewhere: kill the command once this process has another parent. Returns its exit code.

    Signals are sent to the process group, so the command gets them too; here they are only outlived.
    """
    child = subprocess.Popen(command)  # noqa: S603  (our own command line)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: None)
    while child.poll() is None:
        if os.getppid() != parent:
            child.kill()
        time.sleep(POLL_S)
    return child.returncode


if __name__ == "__main__":
    if sys.platform == "linux":
        become(sys.argv[2:], int(sys.argv[1]))
    raise SystemExit(guard(sys.argv[2:], int(sys.argv[1])))
