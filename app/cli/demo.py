"""`impactpulse demo`."""

from __future__ import annotations

import asyncio
import sys

import click
from rich.console import Console

from app.cli.group import fail, start_command
from app.demo import DemoOptions, print_report, run_demo
from app.demo.studio import ServerRefused
from app.infra.run_folder import read_run_file


@click.command("demo")
@click.option("--speed", default=20.0, show_default=True, help="Respondents per second.")
@click.option("--respondents", default=944, show_default=True, type=click.IntRange(1, 944), help="How many answer.")
@click.option("--seed", default=1996, show_default=True, help="Who changes their mind, sends twice, or drops.")
@click.option("--live", is_flag=True, help="A facilitator asks question by question.")
@click.option("--url", help="The server. Default: that of `impactpulse run` in another terminal.")
@click.option("--email", help="A facilitator's login. Default: the demo login.")
@click.option("--password", help="Its password.")
def command(
    speed: float,
    respondents: int,
    seed: int,
    live: bool,
    url: str | None,
    email: str | None,
    password: str | None,
) -> None:
    """Let the 944 respondents of the sample survey answer through sockets, and compare the results with the file.

    Ends with code 1 when a single count differs.
    """
    run = read_run_file(start_command().data_dir)
    if run is not None:
        url, email, password = url or run.base_url, email or run.demo_email, password or run.demo_password
    if not (url and email and password):
        fail("No server runs over DATA_DIR. Start one with `impactpulse run`, or give --url, --email and --password.")
    options = DemoOptions(
        base_url=url.rstrip("/"),
        email=email,
        password=password,
        speed=speed,
        respondents=respondents,
        seed=seed,
        live=live,
    )
    console = Console()
    try:
        report = asyncio.run(run_demo(options, console))
    except (ServerRefused, OSError, TimeoutError) as problem:
        fail(str(problem))
    print_report(report, console)
    sys.exit(0 if report.is_exact else 1)
