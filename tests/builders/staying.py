"""What of a deleted organization stays."""

from __future__ import annotations

from collections.abc import Mapping

STAYING: Mapping[str, str] = {
    "organizations": "goes when all else is gone",
    "audit_events": "the proof of what was done, which also holds after a deletion; it names nobody",
    "audit_heads": "the same",
    "counters": "how many numbers were given, under random ids",
    "users": "people; they may be in other organizations",
    "identities": "the same",
    "account_links": "the same, for two days",
    "token_families": "logins, which open nothing any more and go within a week",
    "refresh_tokens": "the same",
    "idempotency_keys": "sealed answers, for a day",
    "outbox": "mail that nobody delivers, for a week",
    "report_files.files": "go with their reports",
    "report_files.chunks": "the same",
    "checkpoints": "of relays",
    "leases": "of processes",
}
"""Collection → why nothing is removed there by the tables of `app/features/deletion/holdings.py`."""
