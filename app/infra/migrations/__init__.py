"""Collections, validators and indexes as numbered steps that may run twice, and in two processes at once."""

from app.infra.migrations.runner import MIGRATIONS, Migration, migrate, pending_migrations

__all__ = ["MIGRATIONS", "Migration", "migrate", "pending_migrations"]
