"""The workflows keep GitHub's schemas, call what is there, and release nothing that failed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.builders.schemas import faults_by_schema

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_workflows_keep_githubs_schema_and_ask_for_few_rights(file: Path) -> None:
    assert faults_by_schema("github-workflows", file) == ""
    assert yaml.safe_load(file.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}


def test_actions_of_others_are_pinned_by_a_commit_since_tags_can_be_moved() -> None:
    used = [use for file in WORKFLOWS for use in re.findall(r"uses: (.+)", file.read_text(encoding="utf-8"))]
    of_others = [use for use in used if not use.startswith("./")]
    assert len(of_others) > 20
    assert [use for use in of_others if not re.match(r"[\w/-]+@[0-9a-f]{40}  # v\d", use)] == []


def test_dependabots_file_keeps_its_schema() -> None:
    assert faults_by_schema("dependabot", ROOT / ".github/dependabot.yml") == ""


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


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ("ERROR: (ResourceNotFound) The Resource 'Microsoft.App/jobs/impactpulse-migrate' was not found.", True),
        ("ERROR: Please run 'az login' to setup account.", False),
        ("ERROR: (AuthorizationFailed) The client does not have authorization to perform action.", False),
        ("ERROR: HTTPSConnectionPool(host='management.azure.com', port=443): Max retries exceeded", False),
    ],
)
def test_a_release_goes_on_unmigrated_only_where_nothing_is_there(tmp_path: Path, said: str, *, goes_on: bool) -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))["jobs"]["azure"][
        "steps"
    ]
    [script] = [step["run"] for step in steps if "az containerapp job show" in step.get("run", "")]
    azure = tmp_path / "az"
    azure.write_text(f"#!/bin/sh\necho {shlex.quote(said)} >&2\nexit 1\n", encoding="utf-8")
    azure.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "GROUP": "here", "IMAGE": "ghcr.io/them/impactpulse:v2"}
    ended = subprocess.run(
        ["bash", "-e", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.returncode == 0) == goes_on
    assert said in ended.stdout + ended.stderr


def test_known_weaknesses_are_looked_for_in_what_runs_and_in_what_builds_it() -> None:
    scan = (ROOT / ".github/workflows/scan.yml").read_text(encoding="utf-8")
    assert re.findall(r"--requirement requirements/(\w+)\.lock", scan) == ["run", "dev"]
