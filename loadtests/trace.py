"""``python -m loadtests.trace [FILE]``: one answer from phone to screen, drawn from the spans that the processes sent.

Gateway, relay and servers are processes of their own; the spans come over OTLP, as a collector would get them.
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from html import escape
from pathlib import Path

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from app.client.respondent import Respondent
from app.client.watcher import Watcher
from app.features.surveys.questions import Option, SingleChoice
from loadtests.collector import Collector, collecting
from loadtests.facilitator import Facilitator
from loadtests.stack import Stack
from loadtests.swarm import wait_until

TARGET = Path(__file__).parents[1] / "docs" / "trace.svg"
QUESTION = SingleChoice(id="q", title="Which?", options=(Option("a", "A"), Option("b", "B")))
WARM_UP = 3
"""Answers before the one that is drawn: caches are cold and connections not open yet for the first."""

ROW, LEFT, RIGHT, TOP, WIDTH = 30, 290, 90, 76, 1_120
COLOURS = {"impactpulse-web": "#2563eb", "impactpulse-relay": "#c2410c"}

Spans = list[tuple[str, Span]]


def main() -> int:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    with collecting() as collector, Stack(OTLP_ENDPOINT=collector.url, TRACE_RATIO="1") as stack:
        asyncio.run(_answer(stack, collector))
        spans = last_answer(collector)
    target.write_text(picture(spans), encoding="utf-8")
    print(f"{len(spans)} spans of trace {spans[0][1].trace_id.hex()} → {target}")
    return 0


async def _answer(stack: Stack, collector: Collector) -> None:
    """Some answers one after the other, until all that they caused has been told."""
    socket = f"{stack.url.replace('http', 'ws')}/ws"
    async with Facilitator(stack.url) as facilitator:
        session = await facilitator.start_session((QUESTION,), "open")
        tokens = await facilitator.join_many(session, WARM_UP + 1)
        channel = f"session:{session.id}:results"
        async with Watcher(socket, facilitator.token, [channel]) as screen:
            await wait_until(lambda: bool(screen.subscribed), "a screen")
            for count, token in enumerate(tokens, start=1):
                async with Respondent(socket, token, session.id) as phone:
                    await phone.answer("form", {QUESTION.id: "a"})
                await wait_until(partial(_shows, screen, channel, count), "the screen")
            await wait_until(lambda: _arrived(collector) == len(tokens), "the spans of every answer")


def _shows(screen: Watcher, channel: str, count: int) -> bool:
    return screen.views[channel].results().entries == count


def _arrived(collector: Collector) -> int:
    names = [span.name for _, span in collector.spans]
    return min(names.count(name) for name in ("group commit", "fold", "publish", "to the screens"))


def last_answer(collector: Collector) -> Spans:
    """The spans of the answer that came last, in the order in which they began."""
    commits = [span for _, span in collector.spans if span.name == "group commit"]
    newest = max(commits, key=lambda span: span.start_time_unix_nano).trace_id
    found = [(service, span) for service, span in collector.spans if span.trace_id == newest]
    return sorted(found, key=lambda one: one[1].start_time_unix_nano)


def picture(spans: Spans) -> str:
    """A waterfall as SVG: a row for each span, coloured by the process that it happened in."""
    began = min(span.start_time_unix_nano for _, span in spans)
    took_ms = (max(span.end_time_unix_nano for _, span in spans) - began) / 1e6
    depths = _depths([span for _, span in spans])
    height = TOP + ROW * len(spans) + 30
    rows = [
        _row(number, service, span, depth=depths[span.span_id], began=began, took_ms=took_ms)
        for number, (service, span) in enumerate(spans)
    ]
    legend = [
        f'<rect x="{LEFT + 190 * n}" y="40" width="12" height="12" rx="3" fill="{colour}"/>'
        f'<text x="{LEFT + 190 * n + 18}" y="50">{service.removeprefix("impactpulse-")} process</text>'
        for n, (service, colour) in enumerate(COLOURS.items())
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" '
        f'font-size="13" fill="#1f2937" role="img" aria-label="One answer from phone to screen">\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="20" y="28" font-size="17" font-weight="600">One answer, from the phone to the screens: '
        f"{took_ms:.1f} ms</text>\n" + "\n".join([*legend, *rows]) + "\n</svg>\n"
    )


def _depths(spans: list[Span]) -> dict[bytes, int]:
    """How far below the root each span is; parents begin before their children."""
    depths: dict[bytes, int] = {}
    for span in spans:
        depths[span.span_id] = depths.get(span.parent_span_id, -1) + 1
    return depths


def _row(number: int, service: str, span: Span, *, depth: int, began: int, took_ms: float) -> str:
    start_ms = (span.start_time_unix_nano - began) / 1e6
    length_ms = (span.end_time_unix_nano - span.start_time_unix_nano) / 1e6
    scale = (WIDTH - LEFT - RIGHT) / took_ms
    x, y, width = LEFT + start_ms * scale, TOP + ROW * number, max(2.0, length_ms * scale)
    stripe = f'<rect x="0" y="{y - 6}" width="{WIDTH}" height="{ROW}" fill="#f8fafc"/>' if number % 2 else ""
    return (
        f'{stripe}<text x="{20 + 16 * depth}" y="{y + 13}">{escape(span.name)}</text>'
        f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="18" rx="3" fill="{COLOURS[service]}"/>'
        f'<text x="{x + width + 6:.1f}" y="{y + 13}" fill="#475569">{length_ms:.1f} ms</text>'
    )


if __name__ == "__main__":
    sys.exit(main())
