"""Counting, and the page that Prometheus reads."""

from __future__ import annotations

import asyncio
import time

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.core import metrics
from app.core.metrics import BEYOND, Counter, Family, Gauge, Histogram, Reading, counters
from app.core.readiness import Readiness
from app.infra.embedded.ports import free_port
from app.infra.monitoring import endpoint
from app.infra.monitoring.endpoint import watched_at
from app.infra.monitoring.prometheus import exposition
from tests.builders.monitoring import Watched


def test_another_parser_reads_what_was_counted() -> None:
    counter, gauge, histogram = Counter(), Gauge(), Histogram((0.1, 1.0))
    counter.add(3)
    gauge.set(-1.5)
    for value in (0.05, 0.1, 0.5, 7.0):
        histogram.observe(value)
    odd = 'a "quoted"\\ line\nand more'
    page = exposition(
        [
            Reading("a_total", "counter", "How\noften.", ("reason",), [((odd,), counter)]),
            Reading("b", "gauge", "How much.", (), [((), gauge)]),
            Reading("c_seconds", "histogram", "How long.", (), [((), histogram)]),
            Reading("d_total", "counter", "Never.", ("why",), []),
        ]
    )
    families = {family.name: family for family in text_string_to_metric_families(page)}
    assert [(s.name, s.labels, s.value) for s in families["a"].samples] == [("a_total", {"reason": odd}, 3)]
    assert families["b"].samples[0].value == -1.5
    assert [(s.labels.get("le"), s.value) for s in families["c_seconds"].samples] == [
        ("0.1", 2),
        ("1", 3),
        ("+Inf", 4),
        (None, 7.65),
        (None, 4),
    ]
    assert families["d"].samples == []


def test_a_family_is_bounded() -> None:
    family = Family("f", "counter", "Bounded.", ("id",), Counter)
    for number in range(metrics.MAX_LABELLED + 50):
        family.of(str(number)).add()
    children = dict(family.children())
    assert len(children) == metrics.MAX_LABELLED + 1
    assert children[BEYOND,].value == 50


def test_a_name_is_given_once() -> None:
    counters("test_of_names", "Once.")
    with pytest.raises(ValueError, match="twice"):
        counters("test_of_names", "Again.")


def test_a_gauge_sums_those_who_are_there() -> None:
    gauge = Gauge()
    with gauge.reading(lambda: 2):
        with gauge.reading(lambda: 3):
            assert gauge.value == 5
        assert gauge.value == 2
    assert gauge.value == 0


async def test_a_loop_that_stands_still_is_not_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "LOOP_DEADLINE_S", 0.05)
    port = free_port()

    async with watched_at("127.0.0.1", port, Readiness({})):
        watched = Watched(port)
        assert await watched.health("/health/live") == (200, {"event_loop": "ok"})
        asking = asyncio.create_task(watched.health("/health/live"))
        await asyncio.sleep(0)
        time.sleep(0.4)  # noqa: ASYNC251  (this is what is looked for)
        status, checks = await asking
        assert (status, checks) == (503, {"event_loop": "no answer within 0.05 s"})
        assert (await watched.get("/elsewhere"))[0] == 404
