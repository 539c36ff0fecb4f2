"""The last step of a process: a call that hangs in one of its threads does not keep it."""

from __future__ import annotations

import os
import threading

LINGER_S = 3.0


def end_within(seconds: float = LINGER_S, *, code: int = os.EX_OK) -> threading.Timer:
    """End this process with ``code`` after so long if it has not ended by itself; ``cancel`` the timer to call it off.

    Calls of the database's driver are made in threads, and Python waits for every thread, also where nobody awaits the
    call any more: before a database that stands still that is half a minute (SOCKET_TIMEOUT_MS).
    """
    last = threading.Timer(seconds, os._exit, (code,))
    last.daemon = True
    last.start()
    return last
