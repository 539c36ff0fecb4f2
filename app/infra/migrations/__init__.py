"""Collections, validators and indexes as numbered steps that may run twice, and in two processes at once.

What counts is the order of ``MIGRATIONS`` and each step's whole name, under which it is recorded for good. The numbers
were given before the steps were written: two have 17, and nothing was ever written under 8, 9 and 11.
"""

from app.infra.migrations.runner import MIGRATIONS, Migration, migrate, pending_migrations

__all__ = ["MIGRATIONS", "Migration", "migrate", "pending_migrations"]
