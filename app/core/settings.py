"""Every setting of ImpactPulse: the only module that reads the environment.

The table in ``docs/settings.md`` is made from this type (``impactpulse schema settings``).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MIN_SECRET_LENGTH = 32
SECRETS_DIR = "SECRETS_DIR"
"""Names the folder of secrets given as files (Docker's and Kubernetes's way), for example ``/run/secrets``."""


class SettingsInvalid(Exception):
    """The environment does not make a usable configuration; the message is for whoever starts the process."""


class Settings(BaseSettings):
    """Environment variables have the upper-case names of the fields; empty ones, and empty files, count as not set."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True)

    # ── where things are ─────────────────────────────────────────────────────────────────────────────────────────
    host: str = Field("127.0.0.1", description="Address that `serve` binds to.")
    port: int = Field(8000, ge=1, le=65_535, description="Port that `serve` binds to.")
    public_url: str = Field(
        "",
        description="Base URL as people type it, without a trailing slash: join links, QR images and the origin check "
        "use it. Default: `http://localhost:PORT`.",
    )
    cors_origins: str = Field(
        "",
        pattern=r"^(https?://[^\s,/]+(,https?://[^\s,/]+)*)?$",
        description="Origins, separated by commas, whose scripts may call the API with a bearer token, for example "
        "`https://intranet.example.org`. Cookies are never shared with them.",
    )
    trusted_proxies: str = Field(
        "127.0.0.1",
        description="Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas. Without "
        "it every login seems to come from the proxy. `*` believes everybody, and the first address in the header: use "
        "it only if nobody but a proxy reaches this process, and that proxy replaces the header.",
    )
    mongodb_url: str | None = Field(
        None, description="A MongoDB replica set. Not set: `run` starts an embedded server over DATA_DIR."
    )
    redis_url: str | None = Field(None, description="A Redis server. Not set: `run` starts an embedded one.")
    events_url: str | None = Field(
        None,
        description="Any node of a Redis Cluster (7 or newer) that carries session events between processes, each "
        "message through one shard. Not set: REDIS_URL carries them. Change it in all processes at once.",
    )
    database: str = Field("impactpulse", pattern=r"^[A-Za-z0-9_-]{1,38}$", description="Name of the MongoDB database.")
    data_dir: Path = Field(
        Path("data"), description="Folder of the embedded servers, of generated secrets and of `run.json`."
    )
    use_inmemory_db: bool = Field(
        False, description="`run` keeps everything in a temporary folder that is removed at the end."
    )
    frontend_dist: Path = Field(Path("frontend/dist"), description="Folder of the built web app that `serve` serves.")

    # ── secrets ──────────────────────────────────────────────────────────────────────────────────────────────────
    jwt_secret: SecretStr | None = Field(
        None,
        description="Signs tokens and receipts; at least 32 characters, the same in every process. Needed when "
        "MONGODB_URL is set; otherwise `run` makes one and keeps it in DATA_DIR.",
    )
    former_jwt_secrets: SecretStr | None = Field(
        None,
        description="Former values of JWT_SECRET, one per line, the latest first. What was signed, sealed or hashed "
        "with them stays valid, but nothing new is made with them ([how to change it](operations.md)).",
    )
    secure_cookies: bool = Field(
        False, description="Send cookies only over https: switch it on behind TLS (it is on if PUBLIC_URL is https)."
    )

    # ── mail ─────────────────────────────────────────────────────────────────────────────────────────────────────
    resend_api_key: SecretStr | None = Field(
        None, description="Key of the mail service Resend. Not set: mail is kept in the collection `outbox`."
    )
    resend_api_url: str = Field("https://api.resend.com", description="Address of that service.")
    resend_rate_per_s: float = Field(
        2.0, gt=0, le=1_000, description="Calls per second that the service allows, for all processes together."
    )
    resend_webhook_secret: SecretStr | None = Field(
        None,
        description="Verifies what the service reports to `/api/v1/webhooks/resend` (`whsec_…`). Not set: its "
        "reports are refused.",
    )
    mail_from: str = Field(
        "ImpactPulse <mail@localhost>",
        description="Sender of every mail; its domain must be verified with the service.",
    )

    # ── webhooks ─────────────────────────────────────────────────────────────────────────────────────────────────
    webhooks_allow_private: bool = Field(
        False,
        description="Webhooks may go to private addresses and over http: for tests and development only. Every "
        "admin of every organization can then send requests to whatever this machine reaches.",
    )

    # ── log-in through others ────────────────────────────────────────────────────────────────────────────────────
    oidc_issuer: str | None = Field(
        None,
        pattern=r"^(https://|http://(127\.0\.0\.1|localhost)[:/])",
        description="Issuer of an OpenID provider, spelled as the provider does. Not set: people log in by password "
        "only. Register the redirect address `PUBLIC_URL/api/v1/auth/oidc/callback` there.",
    )
    oidc_client_id: str = Field("impactpulse", description="Our client id at that provider.")
    oidc_client_secret: SecretStr | None = Field(
        None, description="Our client secret there; not set for a public client."
    )
    oidc_name: str = Field("Single sign-on", description="What the button on the login page says.")

    # ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────
    debug: bool = Field(False, description="Verbose logs and `/dev/mail`. Never shows tracebacks to clients.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Lowest level that is logged.")
    log_format: Literal["console", "json"] = Field("console", description="`json`: one object per line.")
    metrics_host: str = Field("127.0.0.1", description="Address that METRICS_PORT listens on.")
    metrics_port: int | None = Field(
        None,
        ge=0,
        le=65_535,
        description="Port of `/metrics` (Prometheus), `/health/live` and `/health/ready` of this process; not set: "
        "none. `run` gives relay, web process, worker and scheduler this port and the three after it.",
    )
    otlp_endpoint: str | None = Field(
        None,
        pattern=r"^https?://",
        description="OpenTelemetry collector (OTLP over HTTP) that gets metrics and traces, such as "
        "`http://collector:4318`. Not set: neither is sent.",
    )
    trace_ratio: float = Field(
        0.01, ge=0, le=1, description="Share of requests and answers that are traced, where OTLP_ENDPOINT is set."
    )
    demo: bool = Field(True, description="`run` on an empty data folder plays the sample survey.")

    # ── reports ──────────────────────────────────────────────────────────────────────────────────────────────────
    report_fonts: Path | None = Field(
        None,
        description="Folder with more fonts for PDF reports (TTF, OTF, TTC; subfolders included), for scripts that the "
        "fonts we bring do not cover. Workers read it at start.",
    )

    # ── upkeep ───────────────────────────────────────────────────────────────────────────────────────────────────
    idle_session_hours: int = Field(
        72,
        ge=0,
        le=8_760,
        description="A live session that nobody has steered or answered for this long is ended for good. Longer than a "
        "weekend by default; 0: never.",
    )

    # ── the relay ────────────────────────────────────────────────────────────────────────────────────────────────
    relay_partitions: int = Field(1, ge=1, le=64, description="Into how many partitions the sessions are split.")
    relay_partition: int = Field(0, ge=0, le=63, description="Which partition this relay folds; counts from 0.")
    relay_tick_ms: int = Field(
        75, ge=5, le=1_000, description="How often tallies with new entries are written and published."
    )
    relay_lease_s: float = Field(
        3.0, gt=0, le=300, description="How long a silent relay keeps its lease, and charts stand still."
    )

    # ── the gateway ──────────────────────────────────────────────────────────────────────────────────────────────
    writer_queue_size: int = Field(
        10_000, ge=1, le=1_000_000, description="Submissions that may wait for the log; beyond it: `queue_full`."
    )
    writer_batch_size: int = Field(500, ge=1, le=5_000, description="Most entries in one group commit.")
    writer_deadline_s: float = Field(
        10.0, gt=0, le=120, description="How long a batch is tried again before `storage_unavailable`."
    )
    hub_tick_min_ms: int = Field(100, ge=10, le=5_000, description="Shortest time between two frames of a channel.")
    hub_tick_max_ms: int = Field(250, ge=10, le=10_000, description="The longest, in large rooms.")
    ping_interval_s: float = Field(20.0, gt=0, le=300, description="Time between pings of a socket.")
    send_timeout_s: float = Field(10.0, gt=0, le=120, description="A send blocked for longer closes the socket (4008).")
    submit_rate_per_s: float = Field(20.0, gt=0, description="Submissions per second of one connection, sustained.")
    submit_burst: int = Field(100, ge=1, description="Submissions that one connection may send at once.")
    max_connections: int = Field(
        20_000, ge=1, description="Sockets of one process; further ones are told to come back later."
    )
    drain_notice_s: float = Field(
        0.0,
        ge=0,
        le=120,
        description="Time between SIGTERM, when `/health/ready` turns negative, and the closing of the port: a little "
        "longer than the interval at which a proxy asks. 0 if none asks, and goes by the closed port.",
    )
    shutdown_timeout_s: float = Field(
        5.0, ge=0, le=120, description="Time to end in good order, for sockets, requests and mail each."
    )

    @model_validator(mode="before")
    @classmethod
    def _ignore_empty(cls, values: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in values.items() if value != ""}

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _ignore_case(cls, value: object, info: object) -> object:
        if not isinstance(value, str):
            return value
        return value.upper() if getattr(info, "field_name", "") == "log_level" else value.lower()

    @field_validator("former_jwt_secrets")
    @classmethod
    def _former_secrets_are_long(cls, value: SecretStr | None) -> SecretStr | None:
        if any(len(secret) < MIN_SECRET_LENGTH for secret in _parted(value)):
            raise ValueError(f"each needs at least {MIN_SECRET_LENGTH} characters")
        return value

    @field_validator("report_fonts")
    @classmethod
    def _fonts_are_there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("there is no such folder")
        return value

    @field_validator("jwt_secret")
    @classmethod
    def _secret_is_long(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < MIN_SECRET_LENGTH:
            raise ValueError(f"needs at least {MIN_SECRET_LENGTH} characters")
        return value

    def base_url(self) -> str:
        """PUBLIC_URL, or where a browser on this machine finds the server; no slash at the end."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    def allowed_origins(self) -> tuple[str, ...]:
        """CORS_ORIGINS, one by one."""
        return tuple(origin for origin in self.cors_origins.split(",") if origin)

    def cookies_are_secure(self) -> bool:
        """True where cookies must carry ``Secure``."""
        return self.secure_cookies or self.base_url().startswith("https://")

    def required_mongodb_url(self) -> str:
        """MONGODB_URL. Raises SettingsInvalid when it is not set."""
        if self.mongodb_url is None:
            raise SettingsInvalid("MONGODB_URL is not set. `impactpulse run` starts embedded servers for one machine.")
        return self.mongodb_url

    def required_redis_url(self) -> str:
        """REDIS_URL. Raises SettingsInvalid when it is not set."""
        if self.redis_url is None:
            raise SettingsInvalid("REDIS_URL is not set. `impactpulse run` starts embedded servers for one machine.")
        return self.redis_url

    def signing_secret(self) -> str:
        """JWT_SECRET. Raises SettingsInvalid when it is not set."""
        if self.jwt_secret is None:
            raise SettingsInvalid(f"JWT_SECRET is not set: at least {MIN_SECRET_LENGTH} random characters.")
        return self.jwt_secret.get_secret_value()

    def former_secrets(self) -> tuple[str, ...]:
        """Those of FORMER_JWT_SECRETS, the last first."""
        return _parted(self.former_jwt_secrets)

    def as_environment(self) -> dict[str, str]:
        """The environment for a child process that shall have these settings; holds the secret, so never log it."""
        values = {name.upper(): getattr(self, name) for name in type(self).model_fields}
        return {**os.environ, **{name: _written(value) for name, value in values.items() if value is not None}}


def _parted(secrets: SecretStr | None) -> tuple[str, ...]:
    lines = secrets.get_secret_value().splitlines() if secrets is not None else []
    return tuple(line.strip() for line in lines if line.strip())


def _written(value: object) -> str:
    """A setting as the text that reads back as the same value."""
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)


def load_settings() -> Settings:
    """The settings of this process: variables first, then the files of SECRETS_DIR, one per setting.

    Raises:
        SettingsInvalid: naming each wrong variable, never its value.
    """
    folder = os.environ.get(SECRETS_DIR)
    if folder and not Path(folder).is_dir():
        raise SettingsInvalid(f"{SECRETS_DIR}: there is no such folder.")
    try:
        return Settings(_secrets_dir=folder or None)
    except ValidationError as invalid:
        problems = "; ".join(f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in invalid.errors())
        raise SettingsInvalid(problems) from None
