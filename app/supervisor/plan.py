"""What a run works on, decided before anything starts."""

from __future__ import annotations

import secrets
import socket
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from app.core.settings import Settings, SettingsInvalid
from app.infra.embedded.mongo import EmbeddedMongo
from app.infra.embedded.redis import EmbeddedRedis
from app.infra.embedded.server import EmbeddedServer
from app.infra.run_folder import RunFolder, kept_secret
from app.supervisor import demo_login


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``settings`` hold the secret; the URLs of the embedded servers are known once those run."""

    settings: Settings
    mongo: EmbeddedMongo | None
    redis: EmbeddedRedis | None
    folder: RunFolder
    kept_in: str
    demo_password: str | None
    is_first_run: bool

    def servers(self) -> tuple[EmbeddedServer, ...]:
        """Those to start, in order; only where no URL is set.

        Redis first: where its program is missing, nothing is left behind that would make the next run a second one.
        """
        return tuple(server for server in (self.redis, self.mongo) if server is not None)

    def running_settings(self) -> Settings:
        """The settings for our children; call when the servers run."""
        urls = {
            "mongodb_url": self.mongo.url if self.mongo else self.settings.mongodb_url,
            "redis_url": self.redis.url if self.redis else self.settings.redis_url,
        }
        return self.settings.model_copy(update=urls)


def check_port(settings: Settings) -> None:
    """Raises SettingsInvalid where somebody else listens already."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as failure:
            raise SettingsInvalid(
                f"Cannot listen on {settings.host}:{settings.port}: {failure.strerror}. Set PORT or HOST."
            ) from None


def prepare(settings: Settings, stack: ExitStack) -> Plan:
    """Take DATA_DIR and decide where data and secrets live; ``stack`` gives both back.

    Raises:
        FolderTaken: another run holds DATA_DIR.
        SettingsInvalid: MONGODB_URL is set without JWT_SECRET.
    """
    folder = stack.enter_context(RunFolder(settings.data_dir.absolute()))
    home, kept_in = folder.path, str(folder.path)
    if settings.use_inmemory_db:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="impactpulse-")))
        kept_in = "in a temporary folder that is removed at the end (USE_INMEMORY_DB)"
    is_embedded = settings.mongodb_url is None
    if not is_embedded:
        settings.signing_secret()
        kept_in = f"in the database {settings.database} at MONGODB_URL"
    secret = settings.jwt_secret or SecretStr(kept_secret(home / "jwt-secret", lambda: secrets.token_urlsafe(48)))
    password = None
    if is_embedded or settings.demo:
        password = kept_secret(home / demo_login.PASSWORD_FILE, demo_login.readable_password)
    return Plan(
        settings=settings.model_copy(update={"jwt_secret": secret, "data_dir": folder.path}),
        is_first_run=is_embedded and not (home / "mongo").exists(),
        mongo=EmbeddedMongo(home / "mongo") if settings.mongodb_url is None else None,
        redis=EmbeddedRedis(home / "redis") if settings.redis_url is None else None,
        folder=folder,
        kept_in=kept_in,
        demo_password=password,
    )
