"""The last step of a process: a call that hangs in one of its threads does not keep it."""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger(__name__)

LINGER_S = 3.0


def end_within(seconds: float = LINGER_S, *, code: int = os.EX_OK) -> threading.Timer:
    """End this process with ``code`` after so long if it has not ended by itself; ``cancel`` the timer to call it off.

    Calls of the database's driver are made in threads, and Python waits for every thread, also where nobody awaits the
    call any more: before a database that stands still that is half a minute (SOCKET_TIMEOUT_MS).
    """
    last = threading.Timer(seconds, _end, (code,))
    last.daemon = True
    last.start()
    return last


def _end(code: int) -> None:
    """What was not written by now is not: where the end was no orderly one, whoever reads the log learns that here."""
    log.log(logging.INFO if code == os.EX_OK else logging.ERROR, "ended without waiting any longer: a call hangs")
    os._exit(code)
