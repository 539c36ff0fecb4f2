"""`impactpulse run`: everything on one machine, on embedded servers, until Ctrl-C."""

from app.supervisor.run import run

__all__ = ["run"]
