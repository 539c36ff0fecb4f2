"""What is deployed speaks of what is there: commands, settings, parameters, and processes enough to lose one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.cli.group import COMMANDS
from app.core.settings import Settings

ROOT = Path(__file__).parents[2]
BICEP = (ROOT / "deploy/azure/main.bicep").read_text(encoding="utf-8")
NGINX = (ROOT / "deploy/proxy/nginx.conf").read_text(encoding="utf-8")
CADDY = (ROOT / "deploy/proxy/Caddyfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SECRETS = {"mongodbUrl", "jwtSecret", "formerJwtSecrets", "resendApiKey", "resendWebhookSecret", "oidcClientSecret"}
VARIABLES = {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_keep_githubs_schema_and_ask_for_few_rights(file: Path) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}


def test_workflows_call_what_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = "".join(file.read_text(encoding="utf-8") for file in WORKFLOWS)
    assert set(re.findall(r"run: make ([a-z-]+)", text)) <= targets
    for script in re.findall(r"(?:^|\s)((?:deploy|\.ci)/[a-z/]+)(?= |$)", text, re.MULTILINE):
        assert (ROOT / script).stat().st_mode & 0o100, script
        subprocess.run(["bash", "-n", str(ROOT / script)], check=True)


def test_nothing_is_released_that_ci_has_not_passed() -> None:
    release, ci = (
        yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text(encoding="utf-8"))
        for name in ("release", "ci")
    )
    jobs = release["jobs"]
    assert jobs["ci"]["uses"] == "./.github/workflows/ci.yml"
    assert "workflow_call" in ci[True], "YAML reads `on` as true"
    assert (jobs["image"]["needs"], jobs["azure"]["needs"], jobs["documentation"]["needs"]) == ("ci", "image", "azure")
    commands = {step.get("run") for job in ci["jobs"].values() for step in job["steps"]}
    assert {".ci/run", ".venv/bin/pytest -n 2 -m fault", "make site"} <= commands


def test_the_azure_template_names_settings_and_commands_that_exist() -> None:
    named = set(re.findall(r"^ {2,4}([A-Z][A-Z_]+): ", BICEP, re.MULTILINE))
    assert named - {name for name in named if name.startswith("WEBSITES_")} <= VARIABLES
    assert {"MONGODB_URL", "REDIS_URL", "JWT_SECRET", "PUBLIC_URL"} <= named
    processes = re.findall(r"name: '(\w+)', replicas", BICEP)
    assert set(processes) == {"relay", "worker", "scheduler"}
    assert {*processes, *re.findall(r"(?:appCommandLine: |args: \[)'(\w+)'", BICEP)} == {*processes, "serve", "migrate"}
    assert {*processes, "serve", "migrate"} <= set(COMMANDS)


def test_azure_gives_web_processes_the_time_to_end_that_they_may_take() -> None:
    given_s, timeout_s = (
        float(re.findall(rf"{name}: '(\d+)'", BICEP)[0])
        for name in ("WEBSITES_CONTAINER_STOP_TIME_LIMIT", "SHUTDOWN_TIMEOUT_S")
    )
    assert "DRAIN_NOTICE_S" not in BICEP
    assert 2 * timeout_s + Settings.model_fields["writer_deadline_s"].default < given_s


def test_every_parameter_of_the_azure_template_is_used_and_every_one_without_default_is_given() -> None:
    parameters = re.findall(r"^param (\w+) (.+)$", BICEP, re.MULTILINE)
    assert all(len(re.findall(rf"\b{name}\b", BICEP)) > 1 for name, _ in parameters)
    release = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    given = set(re.findall(r"\b(\w+)=\"\$", release.partition("--parameters ")[2].partition("- name: ")[0]))
    assert {name for name, kind in parameters if "=" not in kind} <= given <= {name for name, _ in parameters}
    assert {"mailFrom", "moreSettings"} | SECRETS <= given
    assert BICEP.count("{") == BICEP.count("}")


def test_the_site_names_pages_that_are_there() -> None:
    site = yaml.safe_load((ROOT / "properdocs.yml").read_text(encoding="utf-8"))
    hooks = (ROOT / "deploy/site/pages.py").read_text(encoding="utf-8")
    beside = {name: source for source, name in re.findall(r'^    "(\S+)": "(\S+)",$', hooks, re.MULTILINE)}
    named = re.findall(r"'([^' ]+\.md)'", str(site["nav"]))
    assert {"index.md", "integrators.md"} <= set(named)
    assert [name for name in named if not (ROOT / beside.get(name, f"docs/{name}")).is_file()] == []


def test_secrets_are_secret_in_the_azure_template() -> None:
    assert re.findall(r"^  MAIL_FROM: mailFrom$", BICEP, re.MULTILINE)
    for name in SECRETS:
        assert re.search(rf"@secure\(\)\n(?:@.+\n)*param {name} ", BICEP), name
    assert "output" in BICEP
    assert not re.search(r"^output .*(?:Url|Secret|Key)\b", BICEP, re.MULTILINE)
    settings = {"MONGODB_URL", "REDIS_URL", "JWT_SECRET"} | set(re.findall(r"setting: '(\w+)'", BICEP))
    secret = {name.upper() for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert settings == secret | {"MONGODB_URL", "REDIS_URL"}


def test_the_logs_of_every_process_are_kept_and_no_addresses_with_them() -> None:
    assert set(re.findall(r"category: '(AppService\w+)'", BICEP)) == {"AppServiceConsoleLogs", "AppServicePlatformLogs"}
    assert "destination: 'log-analytics'" in BICEP


def test_the_composition_can_lose_any_one_process_that_must_go_on() -> None:
    services = COMPOSE["services"]
    assert len([name for name in services if name.startswith("mongo-") and name != "mongo-setup"]) == 3
    assert services["relay"]["deploy"]["replicas"] >= 2
    webs = {f"{name}:8000" for name, service in services.items() if service.get("command") == ["serve"]}
    assert len(webs) >= 2
    assert set(services["proxy"]["environment"]["WEB"].split()) == webs
    assert all(name.partition(":")[0] in services["proxy"]["depends_on"] for name in webs)
    assert "--appendonly yes" in services["redis"]["command"][-1]
    assert all("restart" in service for service in services.values())
    ours = [
        service
        for service in services.values()
        if service.get("image") == "impactpulse" and service["command"] != ["migrate"]
    ]
    assert not any(service.get("healthcheck", {}).get("disable") for service in ours), "one that hangs must be seen"


def test_a_background_process_that_hangs_is_replaced_on_azure() -> None:
    assert "probes: probes" in BICEP
    assert "httpGet: { path: '/health/live', port: watchedAt }" in BICEP
    assert "{ name: 'METRICS_PORT', value: string(watchedAt) }" in BICEP


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
