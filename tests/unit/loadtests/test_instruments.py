"""The instruments show what they should: open loops keep their schedule, percentiles and verdicts are right."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from loadtests.__main__ import SCENARIOS
from loadtests.figures import Budget, Figure, load_budgets
from loadtests.intervals import median_interval
from loadtests.latency import Latencies
from loadtests.processes import split_text, use_of
from loadtests.report import BEGIN, END, README_PATH, Run, keep, page, read_results, results_table, write_into_readme
from loadtests.schedule import poisson_arrivals, run_open_loop, scattered_arrivals


def test_poisson_arrivals_come_at_the_asked_rate_and_the_same_for_a_seed() -> None:
    arrivals = list(poisson_arrivals(100, 100, seed=1))

    assert arrivals == sorted(arrivals)
    assert 9_600 < len(arrivals) < 10_400
    assert arrivals == list(poisson_arrivals(100, 100, seed=1))


def test_scattered_arrivals_are_as_many_as_asked_within_the_time() -> None:
    arrivals = scattered_arrivals(1_000, 2.0, seed=1)

    assert len(arrivals) == 1_000
    assert 0 <= min(arrivals) < max(arrivals) <= 2.0


async def test_a_stall_shows_in_every_request_that_it_delayed() -> None:
    """One send blocks for 0.2 s: those that were due meanwhile must count their wait (coordinated omission)."""
    latencies = Latencies()
    loop = asyncio.get_running_loop()

    def send(index: int, due: float) -> None:
        if index == 10:
            time.sleep(0.2)
        latencies.record(loop.time() - due)

    lateness = await run_open_loop((number / 100 for number in range(60)), send)

    assert latencies.count == 60
    assert lateness > 0.15
    assert latencies.percentile_ms(75) > 50  # about 20 of 60 requests were due during the stall


def test_percentiles_are_those_of_the_values() -> None:
    latencies = Latencies()
    for milliseconds in range(1, 1_001):
        latencies.record(milliseconds / 1_000)

    assert latencies.percentile_ms(50) == pytest.approx(500, rel=0.002)
    assert latencies.percentile_ms(99) == pytest.approx(990, rel=0.002)
    assert latencies.max_ms == pytest.approx(1_000, rel=0.002)


def test_the_cpu_time_of_a_process_rises_with_its_work() -> None:
    before = use_of(os.getpid()).cpu_s
    end = time.process_time() + 0.1
    while time.process_time() < end:
        pass

    assert 0.05 < use_of(os.getpid()).cpu_s - before < 1.0
    assert use_of(os.getpid()).rss_bytes > 2**20


def test_shares_of_cpu_are_named_largest_first() -> None:
    assert split_text({"redis": 0.0, "relay": 1.0, "gateway": 3.0}) == "gateway 75 %, relay 25 %"


def test_every_budget_is_named_and_bounds_something() -> None:
    budgets = load_budgets()

    assert budgets
    assert all([budget.at_least, budget.at_most, budget.aim].count(None) == 2 for budget in budgets.values())
    assert [name for name, budget in budgets.items() if budget.aim is not None] == ["fanout_cpu"]
    assert set(SCENARIOS) == {
        "throughput",
        "burst",
        "latency",
        "fanout",
        "memory",
        "folding",
        "export",
        "reconnect",
        "watching",
        "peers",
        "crashes",
        "soak",
        "lecture",
        "survey",
        "rooms",
        "hall",
        "slow",
        "stages",
        "scaling",
    }


def test_a_missed_goal_is_shown_as_missed() -> None:
    budgets = {"fast": Budget("fast enough", "ms", at_most=10), "many": Budget("many enough", "/s", at_least=5)}

    table = results_table([Figure("fast", 12.0, "slow"), Figure("many", 6.0, "fine")], budgets)

    assert "| fast enough | ≤ 10 ms | 12 ms | **missed** | slow |" in table
    assert "| many enough | ≥ 5 /s | 6 /s | ✓ | fine |" in table


def test_a_missed_aim_is_shown_as_missed_and_fails_nothing() -> None:
    budget = Budget("as fast as can be", "µs", aim=12)

    table = results_table([Figure("fast", 25.0, "slow")], {"fast": budget})

    assert "| as fast as can be | aim: ≤ 12 µs | 25 µs | **missed** | slow |" in table
    assert budget.holds(25.0)
    assert budget.is_reached(12.0)


def test_the_interval_of_a_median_is_about_that_of_its_order_statistics() -> None:
    """Of 24 values the 7th and the 18th bound the median with 97.7 %, the 8th and 17th with 93.6 % (binomial)."""
    values = [float(number) for number in range(1, 25)]

    low, high = median_interval(values)

    assert 6 <= low <= 9
    assert 16 <= high <= 19
    assert median_interval([1.04] * 24) == (1.04, 1.04)


def test_what_is_measured_again_takes_the_place_of_what_was_kept(tmp_path: Path) -> None:
    budgets = {"fast": Budget("fast enough", "ms", at_most=10), "many": Budget("many enough", "/s", at_least=5)}
    paths = {"results": tmp_path / "results.json", "readme": tmp_path / "README.md", "plots": tmp_path / "plots"}
    paths["readme"].write_text(f"{BEGIN}{END}", encoding="utf-8")
    first, second = Run("measure all", "2026-01-01", "a machine"), Run("measure fast", "2026-01-02", "another")

    keep([Figure("fast", 12.0, "slow"), Figure("many", 6.0, "fine")], first, budgets, **paths)
    keep([Figure("fast", 8.0, "better", plot="<svg/>")], second, budgets, **paths)

    written = paths["readme"].read_text(encoding="utf-8")
    assert "slow" not in written
    assert written.index("`measure all`, 2026-01-01, on a machine.") < written.index(
        "| many enough | ≥ 5 /s | 6 /s | ✓ |"
    )
    assert "| fast enough | ≤ 10 ms | 8 ms | ✓ | better |\n\n![fast enough](plots/fast.svg)" in written
    assert (paths["plots"] / "fast.svg").read_text(encoding="utf-8") == "<svg/>"


def test_the_page_of_results_is_what_was_kept() -> None:
    kept = page(read_results(), load_budgets(), "plots")

    assert f"{BEGIN}\n{kept}\n{END}" in README_PATH.read_text(encoding="utf-8")


def test_only_what_stands_between_the_markers_is_replaced(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")

    write_into_readme("new", readme)
    write_into_readme("newer", readme)

    assert readme.read_text(encoding="utf-8") == f"before\n{BEGIN}\nnewer\n{END}\nafter\n"
    assert BEGIN in README_PATH.read_text(encoding="utf-8")
