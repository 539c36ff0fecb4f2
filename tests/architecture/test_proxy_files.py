"""The files for proxies let sockets through, and take out who drains and nobody who is only loaded."""

from __future__ import annotations

import re
from pathlib import Path

from app.core.settings import Settings
from tests.builders.composition import COMPOSE

ROOT = Path(__file__).parents[2]
NGINX = (ROOT / "deploy/proxy/nginx.conf").read_text(encoding="utf-8")
CADDY = (ROOT / "deploy/proxy/Caddyfile").read_text(encoding="utf-8")


def test_proxies_let_sockets_through_and_wait_longer_than_pings() -> None:
    ping_s = Settings.model_fields["ping_interval_s"].default
    assert re.search(r"proxy_set_header Upgrade +\$http_upgrade;", NGINX)
    waits = [*re.findall(r"proxy_read_timeout (\d+)s", NGINX), *re.findall(r"read_timeout (\d+)s", CADDY)]
    assert len(waits) >= 2
    assert all(int(wait) > 2 * ping_s for wait in waits)
    assert "proxy_buffering off" in NGINX


def test_proxies_take_out_who_drains_and_nobody_who_is_only_loaded() -> None:
    told = [line.strip() for text in (NGINX, CADDY) for line in text.splitlines() if not line.strip().startswith("#")]
    assert "health_uri /health/ready" in told
    assert not any("dynamic" in line or "unhealthy_status" in line for line in told), "Caddy asks named upstreams only"
    assert "proxy_next_upstream error timeout;" in told
    assert all(line.endswith("max_fails=0;") for line in told if line.startswith("server 127."))
    notice_s, asked_every_s = (
        float(found)
        for found in (
            COMPOSE["services"]["web-1"]["environment"]["DRAIN_NOTICE_S"],
            *re.findall(r"health_interval (\d+)s", CADDY),
        )
    )
    assert notice_s > 2 * asked_every_s
