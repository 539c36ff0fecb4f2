"""``python -m tests.faults.worker_process``: a worker that is missed after two seconds, and waits one for answers."""

from __future__ import annotations

import functools
from datetime import timedelta
from unittest import mock

import msgspec

from app.cli.until_signal import run_process
from app.infra.mailer import ResendMailer
from app.wiring import jobs, mail
from app.wiring.jobs import KINDS, run_worker

LEASE = timedelta(seconds=2)
TIMEOUT_S = 1


def main() -> None:
    impatient = functools.partial(ResendMailer, timeout_s=TIMEOUT_S, first_pause_s=0.05)
    kinds = {name: msgspec.structs.replace(kind, lease=LEASE) for name, kind in KINDS.items()}
    with mock.patch.object(mail, "ResendMailer", impatient), mock.patch.object(jobs, "KINDS", kinds):
        run_process(run_worker)


if __name__ == "__main__":
    main()
