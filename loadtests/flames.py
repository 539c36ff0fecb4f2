"""A flame graph as a small SVG without scripts: stacks side by side, callers above what they call."""

from __future__ import annotations

from collections import defaultdict
from html import escape

Stacks = dict[tuple[str, ...], int]
"""Outermost frame first → how often it was seen."""

WIDTH, ROW, TOP = 1_200, 18, 48
LEAST = 0.004
"""Narrower shares are left out: nobody could read them."""
LETTER = 6.2
COLOURS = {"app/": "#f59e0b", "realtime/": "#fb923c", "pymongo/": "#86efac", "bson/": "#86efac", "motor/": "#86efac"}
OTHERS = "#cbd5e1"


def picture(stacks: Stacks, title: str) -> str:
    whole = sum(stacks.values())
    rows: list[str] = []
    depth = _draw(rows, stacks, x=0.0, scale=WIDTH / whole, depth=0, least=whole * LEAST)
    height = TOP + ROW * depth + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" '
        f'font-size="11" fill="#1f2937" role="img" aria-label="{escape(title)}">\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        f'<text x="8" y="26" font-size="16" font-weight="600">{escape(title)}: {whole:,} samples</text>\n'
        + "\n".join(rows)
        + "\n</svg>\n"
    )


def _draw(rows: list[str], stacks: Stacks, *, x: float, scale: float, depth: int, least: float) -> int:
    """Draws what these stacks begin with, and below each what follows it; the depth that was reached."""
    following: defaultdict[str, Stacks] = defaultdict(dict)
    for stack, count in stacks.items():
        if stack:
            rest = following[stack[0]]
            rest[stack[1:]] = rest.get(stack[1:], 0) + count
    reached = depth
    for frame, rest in sorted(following.items(), key=lambda one: -sum(one[1].values())):
        seen = sum(rest.values())
        if seen < least:
            continue
        rows.append(_box(frame, x=x, y=TOP + ROW * depth, width=seen * scale))
        reached = max(reached, _draw(rows, rest, x=x, scale=scale, depth=depth + 1, least=least))
        x += seen * scale
    return max(reached, depth)


def _box(frame: str, *, x: float, y: int, width: float) -> str:
    function, _, file = frame.partition(" (")
    colour = next((colour for start, colour in COLOURS.items() if file.startswith(start)), OTHERS)
    letters = int(width / LETTER)
    shown = function if len(function) <= letters else function[: letters - 1] + "…" if letters > 3 else ""
    text = f'<text x="{x + 3:.1f}" y="{y + 13}">{escape(shown)}</text>' if shown else ""
    return (
        f'<g><title>{escape(frame)}</title><rect x="{x:.1f}" y="{y}" width="{max(width - 0.5, 0.5):.1f}" '
        f'height="{ROW - 1}" fill="{colour}"/>{text}</g>'
    )
