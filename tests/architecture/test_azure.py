"""The template for Azure names settings, commands and parameters that exist, and keeps secrets secret."""

from __future__ import annotations

import re
from pathlib import Path

from app.cli.group import COMMANDS
from app.core.settings import Settings

ROOT = Path(__file__).parents[2]
BICEP = (ROOT / "deploy/azure/main.bicep").read_text(encoding="utf-8")
SECRETS = {"mongodbUrl", "jwtSecret", "formerJwtSecrets", "resendApiKey", "resendWebhookSecret", "oidcClientSecret"}
VARIABLES = {name.upper() for name in Settings.model_fields}


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
    assert 3 * timeout_s + Settings.model_fields["writer_deadline_s"].default < given_s


def test_every_parameter_of_the_azure_template_is_used_and_every_one_without_default_is_given() -> None:
    parameters = re.findall(r"^param (\w+) (.+)$", BICEP, re.MULTILINE)
    assert all(len(re.findall(rf"\b{name}\b", BICEP)) > 1 for name, _ in parameters)
    release = (ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8")
    given = set(re.findall(r"\b(\w+)=\"\$", release.partition("--parameters ")[2].partition("- name: ")[0]))
    assert {name for name, kind in parameters if "=" not in kind} <= given <= {name for name, _ in parameters}
    assert {"mailFrom", "moreSettings"} | SECRETS <= given
    assert BICEP.count("{") == BICEP.count("}")


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


def test_a_background_process_that_hangs_is_replaced_on_azure() -> None:
    assert "probes: probes" in BICEP
    assert "httpGet: { path: '/health/live', port: watchedAt }" in BICEP
    assert "{ name: 'METRICS_PORT', value: string(watchedAt) }" in BICEP


def test_what_is_deployed_by_hand_is_migrated_too() -> None:
    page = (ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    deployed, migrated = (
        page.index("az deployment group create"),
        page.index("deploy/azure/migrate impactpulse-migrate"),
    )
    assert deployed < migrated < page.index("**From GitHub.**")
    assert "name: '${name}-migrate'" in BICEP
    assert "param name string = 'impactpulse'" in BICEP
