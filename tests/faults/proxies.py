"""The proxies of deploy/proxy as processes on loopback, with the files that are shipped: only addresses are others."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from socket import create_connection

from app.infra.embedded.ports import free_port
from app.infra.embedded.process import Child, Command

SAMPLES = Path(__file__).parents[2] / "deploy/proxy"
READY_WITHIN_S = 15.0

# What stands around a server block where nginx is installed, in a folder of its own.
NGINX_AROUND = """
daemon off;
pid nginx.pid;
error_log error.log warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
{sample}
}}
"""


class Proxy(Child):
    """Listens on ``port`` when it is ready."""

    def __init__(self, name: str, folder: Path, arguments: Sequence[str], port: int, **environment: str) -> None:
        self.port = port
        command = Command(
            name=name,
            arguments=tuple(arguments),
            folder=folder,
            environment={**os.environ, "HOME": str(folder), **environment},
            output=folder / f"{name}.log",
        )
        super().__init__(command)

    def start_and_wait(self) -> None:
        self.start()
        self.wait_ready(self._listens, READY_WITHIN_S)

    def _listens(self) -> bool:
        try:
            create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


def caddy(program: str, folder: Path, upstreams: Sequence[str]) -> Proxy:
    port = free_port()
    return Proxy(
        "caddy",
        folder,
        [program, "run", "--adapter", "caddyfile", "--config", str(SAMPLES / "Caddyfile")],
        port,
        SITE_ADDRESS=f"http://127.0.0.1:{port}",
        WEB=" ".join(upstreams),
        CADDY_ADMIN=f"127.0.0.1:{free_port()}",
    )


def nginx(program: str, folder: Path, upstreams: Sequence[str]) -> Proxy:
    port = free_port()
    sample = (SAMPLES / "nginx.conf").read_text(encoding="utf-8")
    for named, own in zip(re.findall(r"server (127\.0\.0\.1:\d+)", sample), upstreams, strict=True):
        sample = sample.replace(named, own)
    sample = re.sub(r"ssl_certificate\S* .*;", "", sample.replace("listen 443 ssl", f"listen 127.0.0.1:{port}"))
    (folder / "nginx.conf").write_text(NGINX_AROUND.format(sample=sample), encoding="utf-8")
    return Proxy("nginx", folder, [program, "-p", str(folder), "-e", "error.log", "-c", "nginx.conf"], port)


PROXIES: dict[str, Callable[[str, Path, Sequence[str]], Proxy]] = {"caddy": caddy, "nginx": nginx}


CADDY_SINCE = (2, 7)
"""The first that knows every directive of our Caddyfile; Debian 12 still ships 2.6."""


def program_of(name: str) -> str | None:
    """Where it is installed and new enough; nginx stands where only root looks."""
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    return None if name == "caddy" and program and version_of(program) < CADDY_SINCE else program


def version_of(program: str) -> tuple[int, ...]:
    """``(2, 11)`` of a Caddy that says ``v2.11.7 h1:…``, or ``2.6.2`` as Debian's does."""
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    major, minor = re.findall(r"\d+", said)[:2]
    return int(major), int(minor)
