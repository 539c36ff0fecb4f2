"""Where the time of an answer goes, stage by stage, from many traced answers at a steady pace.

Spans come over OTLP from gateway and relay, whose clocks are one here.
"""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict
from collections.abc import Iterable

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from loadtests.acks import AckLog
from loadtests.collector import Collector, collecting
from loadtests.figures import Figure
from loadtests.latency import Latencies
from loadtests.live_room import CHOICE, live_room, option_of
from loadtests.plot import Stage, waterfall
from loadtests.schedule import poisson_arrivals, run_open_loop
from loadtests.stack import Stack
from loadtests.swarm import encoded_submission, wait_until

PHONES = int(os.environ.get("LOADTEST_STAGES_PHONES", "200"))
RATE_PER_S = float(os.environ.get("LOADTEST_STAGES_RATE", "50"))
SECONDS = float(os.environ.get("LOADTEST_STAGES_SECONDS", "20"))
TRACED = 0.2
EXPORTED_WITHIN_S = 5.0
FIRST, LAST = "submit over the socket", "to the screens"
COLOURS = {"impactpulse-web": "#2563eb", "impactpulse-relay": "#c2410c"}
NS = 1e9


async def measure() -> list[Figure]:
    with collecting() as collector, Stack(OTLP_ENDPOINT=collector.url, TRACE_RATIO=str(TRACED)) as stack:
        await _answered(stack)
        await asyncio.sleep(EXPORTED_WITHIN_S)
        ways = _whole_ways(collector)
    if not ways:
        raise RuntimeError("no answer was traced to the screens")
    total = Latencies()
    for way in ways:
        ends = [span.end_time_unix_nano for _, span in way if span.name == LAST]
        total.record((max(ends) - _beginning(way)) / NS)
    stages = _stages(ways)
    each = "; ".join(
        f"{stage.name} {stage.length.percentile_ms(50):.1f} (p99 {stage.length.percentile_ms(99):.1f})"
        for stage in stages
    )
    title = f"The way of {len(ways)} answers at {RATE_PER_S:g} a second, {PHONES} phones: medians, thin up to p99"
    detail = (
        f"{len(ways)} traced answers at {RATE_PER_S:g}/s, {PHONES} phones that watch; {total}; stages, ms p50: {each}"
    )
    return [Figure("way_p50", total.percentile_ms(50), detail, plot=waterfall(title, stages))]


async def _answered(stack: Stack) -> None:
    arrivals = list(poisson_arrivals(RATE_PER_S, SECONDS, seed=17))
    async with live_room(stack, PHONES, kinds=("results",)) as room:
        frames = [
            encoded_submission(
                room.session.id,
                CHOICE.id,
                {CHOICE.id: option_of(number // PHONES)},
                revision=1 + number // PHONES,
                request=str(number),
            )
            for number in range(len(arrivals))
        ]
        log = AckLog(room.phones, frames)
        await run_open_loop(iter(arrivals), log.send)
        await wait_until(lambda: log.latencies.count == len(arrivals), "an ack for every answer")
        await room.facilitator.wait_for_entries(room.session, len(arrivals))


Way = list[tuple[str, Span]]


def _whole_ways(collector: Collector) -> list[Way]:
    """The spans of each answer that was traced from its first step to the screens, with the service of each."""
    by_trace: dict[bytes, Way] = defaultdict(list)
    for service, span in collector.spans:
        by_trace[span.trace_id].append((service, span))
    return [way for way in by_trace.values() if {FIRST, LAST} <= {span.name for _, span in way}]


def _beginning(way: Way) -> int:
    return min(span.start_time_unix_nano for _, span in way if span.name == FIRST)


def _stages(ways: Iterable[Way]) -> list[Stage]:
    """Each kind of span, in the order in which they usually begin."""
    starts: dict[tuple[str, str], Latencies] = defaultdict(Latencies)
    lengths: dict[tuple[str, str], Latencies] = defaultdict(Latencies)
    for way in ways:
        began = _beginning(way)
        for service, span in way:
            starts[service, span.name].record((span.start_time_unix_nano - began) / NS)
            lengths[service, span.name].record((span.end_time_unix_nano - span.start_time_unix_nano) / NS)
    stages = [
        Stage(name, starts[service, name].percentile_ms(50), lengths[service, name], COLOURS[service])
        for service, name in starts
    ]
    return sorted(stages, key=lambda stage: stage.starts_ms)
