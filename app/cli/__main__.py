"""`python -m app.cli` is `impactpulse`."""

from app.cli.group import main

main()
