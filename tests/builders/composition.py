"""docker-compose.yml as Compose reads it where neither the environment nor `.env` says anything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[2] / "docker-compose.yml"
AS_WRITTEN: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
COMPOSE: dict[str, Any] = yaml.safe_load(re.sub(r"(?<!\$)\$\{\w+:-([^}]*)\}", r"\1", FILE.read_text(encoding="utf-8")))
