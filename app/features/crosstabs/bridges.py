"""Bridges: edges of a graph that lie on no circle. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Edge = tuple[int, int]


def bridged_side(edges: Iterable[Edge]) -> set[int]:
    """The vertices that a bridge, one edge alone, joins to all others; empty where there is no bridge.

    Every edge is named once, one way round. Source: R. E. Tarjan (1974), "A note on finding the bridges of a graph",
    Information Processing Letters 2: walking in depth, one comes into a vertex over a bridge exactly when no edge leads
    from there, or from what is reached through it, back to before it.
    """
    neighbours: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in edges:
        neighbours[one].append(other)
        neighbours[other].append(one)
    reached: dict[int, int] = {}
    earliest: dict[int, int] = {}
    for start in neighbours:
        if start in reached:
            continue
        reached[start] = earliest[start] = len(reached)
        way = [(start, start, iter(neighbours[start]))]
        while way:
            vertex, former, ahead = way[-1]
            following = next(ahead, None)
            if following is None:
                way.pop()
                if vertex != start and earliest[vertex] == reached[vertex]:
                    return {other for other, place in reached.items() if place >= reached[vertex]}
                earliest[former] = min(earliest[former], earliest[vertex])
            elif following not in reached:
                reached[following] = earliest[following] = len(reached)
                way.append((following, vertex, iter(neighbours[following])))
            elif following != former:
                earliest[vertex] = min(earliest[vertex], reached[following])
    return set()
