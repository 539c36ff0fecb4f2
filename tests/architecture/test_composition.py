"""The composition speaks of what is there, and can lose one process: commands, settings, secrets, scripts."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from app.cli.group import COMMANDS
from app.core.ending import LINGER_S
from app.core.settings import SECRETS_DIR, Settings
from tests.builders.composition import AS_WRITTEN, COMPOSE, FILE
from tests.builders.schemas import faults_by_schema
from tests.integration.infra.test_restore import AFTERWARDS, RESTING, SCRIPT

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
OURS = {name: service for name, service in COMPOSE["services"].items() if service.get("image") == "impactpulse"}
VARIABLES = {name.upper() for name in Settings.model_fields} | {SECRETS_DIR}


def test_the_composition_keeps_its_schema() -> None:
    assert faults_by_schema("compose-spec", FILE) == ""


def test_services_run_commands_that_exist_with_settings_that_exist() -> None:
    assert {"web-1", "relay", "migrate"} <= set(OURS)
    for service in OURS.values():
        assert service["command"][0] in COMMANDS
        assert set(service["environment"]) <= VARIABLES
        assert set(service["secrets"]) <= {name.lower() for name in VARIABLES}


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


def test_services_have_the_time_to_end_that_they_may_take() -> None:
    writing_s = Settings.model_fields["writer_deadline_s"].default + LINGER_S
    for service in OURS.values():
        environment = service["environment"]
        ending_s = float(environment["DRAIN_NOTICE_S"]) + 3 * float(environment["SHUTDOWN_TIMEOUT_S"]) + writing_s
        assert ending_s < float(service["stop_grace_period"].removesuffix("s"))


def test_what_sends_mail_can_be_told_how_and_gets_out() -> None:
    for service in (OURS["web-1"], OURS["worker"]):
        assert {"resend_api_key", "resend_webhook_secret"} <= set(service["secrets"])
        assert "MAIL_FROM" in service["environment"]
        assert any(not (COMPOSE["networks"][name] or {}).get("internal") for name in service["networks"])


def test_every_secret_among_the_settings_is_a_file_and_every_setting_can_be_given() -> None:
    secret = {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    for service in OURS.values():
        assert secret | {"mongodb_url", "redis_url", "events_url"} == set(service["secrets"])
        assert not {name.upper() for name in service["secrets"]} & set(service["environment"])
        assert service["env_file"] == [{"path": ".env", "required": False}]


def test_what_the_composition_sets_can_be_set_otherwise_too() -> None:
    """`environment` beats `env_file`: what stood there in so many words was kept, whatever `.env` said."""
    for name in OURS:
        for variable, value in AS_WRITTEN["services"][name]["environment"].items():
            assert variable == SECRETS_DIR or value.startswith(f"${{{variable}:-"), variable


def test_what_is_spooled_goes_to_a_disk_that_its_user_may_write_to() -> None:
    spool = re.findall(r"\bTMPDIR=(\S+)", DOCKERFILE)[0]
    assert f"install -d -o impactpulse {spool}" in DOCKERFILE
    assert all(service["read_only"] and spool in service["volumes"] for service in OURS.values())
    assert all(spool not in service["tmpfs"] for service in OURS.values())


def test_every_secret_that_is_mounted_is_made() -> None:
    made = set(re.findall(r"^keep (\w+)", (ROOT / "deploy/secrets/make").read_text(encoding="utf-8"), re.MULTILINE))
    mounted = {secret for service in COMPOSE["services"].values() for secret in service.get("secrets", ())}
    assert mounted == set(COMPOSE["secrets"]) == made


def test_secrets_are_made_once(tmp_path: Path) -> None:
    script = tmp_path / "make"
    script.write_bytes((ROOT / "deploy/secrets/make").read_bytes())
    contents = []
    for _ in range(2):
        subprocess.run(["sh", str(script)], check=True)
        contents.append({path.name: path.read_text() for path in tmp_path.iterdir()})
    assert contents[0] == contents[1]
    assert tmp_path.stat().st_mode & 0o077 == 0
    assert len(contents[0]["jwt_secret"]) >= 32
    assert contents[0]["mongo_app_password"] in contents[0]["mongodb_url"]


def test_one_member_of_the_replica_set_makes_the_root_user() -> None:
    makers = [
        name
        for name, service in COMPOSE["services"].items()
        if "MONGO_INITDB_ROOT_USERNAME" in service.get("environment", {})
    ]
    assert makers == ["mongo-1"]


@pytest.mark.parametrize("script", ["backup", "restore"])
def test_scripts_for_the_composition_name_what_is_in_it(script: str) -> None:
    text = (ROOT / "deploy/mongo" / script).read_text(encoding="utf-8")
    subprocess.run(["sh", "-n", str(ROOT / "deploy/mongo" / script)], check=True)
    members = {name for name in COMPOSE["services"] if re.fullmatch(r"mongo-\d", name)}
    assert set(re.findall(r"\bmongo-\d\b", text)) == members
    assert all(f"/run/secrets/{name}" in text for name in COMPOSE["services"]["mongo-1"]["secrets"] if "root" in name)
    assert ("/restored.js" in text) == (script == "restore")


def test_each_statement_after_a_restore_is_one_that_the_test_of_it_does_too() -> None:
    lines = [line for line in SCRIPT.read_text(encoding="utf-8").splitlines() if line and not line.startswith("//")]
    understood = [found for line in lines if (found := AFTERWARDS.fullmatch(line))]
    assert len(understood) == len(lines)
    assert {found[1] for found in understood} == {"checkpoints", "leases", *RESTING}
