"""Apply the steps in order and record them in ``migrations``.

No lock: every step leaves a finished database as it is, so two processes at once do the same work twice, and one that
is killed half-way leaves work that the next one completes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from pymongo.errors import DuplicateKeyError

from app.core.clock import Clock, utc_now
from app.infra.migrations import (
    m0001_live_core,
    m0002_audit,
    m0003_survey_content,
    m0004_running,
    m0005_organizations,
    m0006_accounts,
    m0007_idempotency,
    m0010_jobs,
    m0012_erasure,
    m0013_lists,
    m0014_invitations,
    m0015_reports,
    m0016_invited_addresses,
    m0017_audience,
    m0017_webhooks,
    m0018_member_versions,
    m0019_job_lists,
    m0020_report_plans,
    m0021_report_sides,
    m0022_text_tags,
    m0023_leftovers,
    m0024_survey_defaults,
    m0025_links_on_their_way,
    m0026_open_jobs,
    m0027_reused_logins,
    m0028_person_keys,
    m0029_deletion,
    m0030_image_looks,
    m0031_first_pieces,
    m0032_participants_by_name,
    m0033_forgotten_holders,
    m0034_ended_by_reminders,
    m0035_makers_of_keys,
    m0036_running_jobs,
    m0037_places_of_rounds,
    m0038_invitations_by_address,
)
from app.infra.mongo import Database


@dataclass(frozen=True)
class Migration:
    """``apply`` must be safe to run again and beside itself."""

    name: str
    apply: Callable[[Database], Awaitable[None]]


MIGRATIONS: tuple[Migration, ...] = (
    Migration("0001_live_core", m0001_live_core.apply),
    Migration("0002_audit", m0002_audit.apply),
    Migration("0003_survey_content", m0003_survey_content.apply),
    Migration("0005_organizations", m0005_organizations.apply),
    Migration("0004_running", m0004_running.apply),
    Migration("0006_accounts", m0006_accounts.apply),
    Migration("0007_idempotency", m0007_idempotency.apply),
    Migration("0010_jobs", m0010_jobs.apply),
    Migration("0012_erasure", m0012_erasure.apply),
    Migration("0013_lists", m0013_lists.apply),
    Migration("0014_invitations", m0014_invitations.apply),
    Migration("0016_invited_addresses", m0016_invited_addresses.apply),
    Migration("0015_reports", m0015_reports.apply),
    Migration("0017_audience", m0017_audience.apply),
    Migration("0017_webhooks", m0017_webhooks.apply),
    Migration("0018_member_versions", m0018_member_versions.apply),
    Migration("0019_job_lists", m0019_job_lists.apply),
    Migration("0020_report_plans", m0020_report_plans.apply),
    Migration("0021_report_sides", m0021_report_sides.apply),
    Migration("0022_text_tags", m0022_text_tags.apply),
    Migration("0023_leftovers", m0023_leftovers.apply),
    Migration("0024_survey_defaults", m0024_survey_defaults.apply),
    Migration("0025_links_on_their_way", m0025_links_on_their_way.apply),
    Migration("0026_open_jobs", m0026_open_jobs.apply),
    Migration("0027_reused_logins", m0027_reused_logins.apply),
    Migration("0028_person_keys", m0028_person_keys.apply),
    Migration("0030_image_looks", m0030_image_looks.apply),
    Migration("0031_first_pieces", m0031_first_pieces.apply),
    Migration("0029_deletion", m0029_deletion.apply),
    Migration("0032_participants_by_name", m0032_participants_by_name.apply),
    Migration("0033_forgotten_holders", m0033_forgotten_holders.apply),
    Migration("0034_ended_by_reminders", m0034_ended_by_reminders.apply),
    Migration("0035_makers_of_keys", m0035_makers_of_keys.apply),
    Migration("0036_running_jobs", m0036_running_jobs.apply),
    Migration("0037_places_of_rounds", m0037_places_of_rounds.apply),
    Migration("0038_invitations_by_address", m0038_invitations_by_address.apply),
)


async def pending_migrations(database: Database) -> list[Migration]:
    """Those that no process has finished yet, in order."""
    applied = {document["_id"] async for document in database["migrations"].find({}, {"_id": 1})}
    return [migration for migration in MIGRATIONS if migration.name not in applied]


async def migrate(database: Database, clock: Clock = utc_now) -> list[str]:
    """Apply what is pending. Returns the names that this call applied."""
    names = []
    for migration in await pending_migrations(database):
        await migration.apply(database)
        with suppress(DuplicateKeyError):  # another process was first
            await database["migrations"].insert_one({"_id": migration.name, "applied_at": clock()})
        names.append(migration.name)
    return names
