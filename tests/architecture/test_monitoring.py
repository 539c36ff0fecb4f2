"""Dashboards, alerts and the page about them speak of metrics that are counted, and each metric is on the page."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import app
import jobs
import realtime
from app.core.metrics import Reading, readings
from tests.builders.composition import COMPOSE

ROOT = Path(__file__).parents[2]
MONITORING = ROOT / "deploy/monitoring"
DASHBOARD: dict[str, Any] = json.loads((MONITORING / "grafana/impactpulse.json").read_text(encoding="utf-8"))
ALERTS: dict[str, Any] = yaml.safe_load((MONITORING / "alerts.yml").read_text(encoding="utf-8"))
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]
PAGE = (ROOT / "docs/monitoring.md").read_text(encoding="utf-8")
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
NAME = re.compile(r"impactpulse_\w+")
SELECTED = re.compile(r"(impactpulse_\w+)\{([^}]*)\}")


@pytest.fixture(scope="module")
def counted() -> dict[str, Reading]:
    """Every metric of every module, by the names under which Prometheus knows it."""
    for package in (app, jobs, realtime):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found: dict[str, Reading] = {}
    for reading in readings():
        endings = ("_bucket", "_sum", "_count") if reading.kind == "histogram" else ("",)
        found |= {f"{reading.name}{ending}": reading for ending in endings}
    return found


@pytest.mark.parametrize("query", [*QUERIES, *(rule["expr"] for rule in RULES)])
def test_a_query_names_metrics_and_labels_that_exist(query: str, counted: dict[str, Reading]) -> None:
    names = set(NAME.findall(query))
    assert names <= counted.keys()
    for name, selectors in SELECTED.findall(query):
        assert set(re.findall(r"(\w+)=", selectors)) <= set(counted[name].labels)
    by = {label for labels in re.findall(r"by \(([^)]*)\)", query) for label in labels.split(", ")}
    assert by - {"le"} <= {label for name in names for label in counted[name].labels}
    assert query.count("(") == query.count(")")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_what_an_alert_waits_for_is_there_from_the_start(rule: dict[str, Any], counted: dict[str, Reading]) -> None:
    """A counter that is born with its first rise has risen by nothing to Prometheus: the first drift went unseen."""
    for name, selectors in SELECTED.findall(rule["expr"]):
        if counted[name].kind != "counter":
            continue
        for label, values in re.findall(r'(\w+)=~?"([^"]+)"', selectors):
            place = counted[name].labels.index(label)
            there = {labels[place] for labels, _ in counted[name].children}
            assert set(values.split("|")) <= there, f"{name}{{{label}}}"


def test_alerts_ask_for_processes_by_the_names_that_they_have() -> None:
    asked = {found for rule in RULES for found in re.findall(r'process="(\w+)"', rule["expr"])}
    named = {
        name
        for path in (ROOT / "app/wiring").glob("*.py")
        for name in re.findall(r'watched\(settings, "(\w+)"', path.read_text(encoding="utf-8"))
    }
    assert asked == named - {"relay"}, "relays are asked for by their partitions"


def test_alerts_say_how_bad_it_is_and_what_to_do() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule["labels"]["severity"] in {"page", "warn"}
        assert rule["annotations"].keys() == {"summary", "description"}


def test_every_metric_is_on_the_page(counted: dict[str, Reading]) -> None:
    own = {r.name.removeprefix("impactpulse_") for r in counted.values()} - {"test_of_names_total"}
    assert [name for name in sorted(own) if f"`{name}" not in PAGE] == []


def test_the_dashboard_places_each_panel_once() -> None:
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in DASHBOARD["panels"]]
    assert len(set(places)) == len(places)
    assert {panel["datasource"]["uid"] for panel in DASHBOARD["panels"]} == {"prometheus"}
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)


def test_compose_mounts_what_is_there_and_scrapes_what_runs() -> None:
    watching = {name: one for name, one in COMPOSE["services"].items() if "monitoring" in one.get("profiles", ())}
    assert watching.keys() == {"prometheus", "collector", "tempo", "grafana"}
    mounted = {v.split(":")[0] for one in watching.values() for v in one["volumes"] if v.startswith("./")}
    assert all((ROOT / path).is_file() for path in mounted)
    assert {(ROOT / path).resolve() for path in mounted} == {p for p in MONITORING.rglob("*") if p.is_file()}
    scraped = yaml.safe_load((MONITORING / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"][0]
    (found,) = scraped["dns_sd_configs"]
    assert set(found["names"]) <= COMPOSE["services"].keys()
    assert str(found["port"]) == COMPOSE["services"]["web-1"]["environment"]["METRICS_PORT"]
