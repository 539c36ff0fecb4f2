"""Why a leader stops; all of them end in starting over from the checkpoint."""

from __future__ import annotations


class LeadershipEnded(Exception):
    """What this leader holds in memory is no longer to be trusted."""


class Overtaken(LeadershipEnded):
    """Another relay began a newer generation, or rebuilt a session first."""


class LeaseLost(LeadershipEnded):
    """Another relay holds the lease."""


class EventsMissing(LeadershipEnded):
    """The stream has skipped events without saying so (ADR 2, limit 8); only the log still has them."""


class QuestionsReadable(LeadershipEnded):
    """Those of a session that was passed over: what it lacks comes again, from the checkpoint on."""


class QuestionsUnreadable(Exception):
    """Of one session: a later release wrote them, or they are damaged. The others go on."""
