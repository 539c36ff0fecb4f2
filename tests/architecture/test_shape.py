"""The code keeps the shape of the style guide: small files, small functions, names that say something."""

from __future__ import annotations

import ast
import functools
import re
import statistics
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.fixtures.fault_table import FAULTS

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "realtime", "jobs", "loadtests", "tests")
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "data", "common", "misc", "base_service"}
DRIVERS = ("motor", "pymongo", "gridfs", "bson", "redis", "taskiq")
DRIVER_HOMES = ("app/infra/", "tests/", "loadtests/")
MAX_FILE_LINES, USUAL_FILE_LINES, MEDIAN_FILE_LINES = 350, 250, 90
MAX_FUNCTION_LINES, USUAL_FUNCTION_LINES = 60, 40
MAX_TSX_LINES = 180

Function = ast.FunctionDef | ast.AsyncFunctionDef
Import = ast.Import | ast.ImportFrom


def python_files(*packages: str) -> list[Path]:
    return sorted(path for package in packages or PACKAGES for path in (ROOT / package).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


class Shape(NamedTuple):
    """What is asked of a file: functions by name and length, imports and whether they stand at the top."""

    has_docstring: bool
    functions: tuple[tuple[str, int], ...]
    imports: tuple[tuple[str, bool], ...]
    attributes: frozenset[str]


@functools.cache
def shape_of(path: Path) -> Shape:
    """Its tree is not kept: millions of nodes would slow down every test that comes after."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    functions = [node for node in nodes if isinstance(node, Function)]
    inner = {id(node) for function in functions for node in ast.walk(function) if isinstance(node, Import)}
    imported = ((name, id(node) not in inner) for node in nodes if isinstance(node, Import) for name in names_in(node))
    return Shape(
        ast.get_docstring(tree) is not None,
        tuple((one.name, (one.end_lineno or one.lineno) - one.lineno + 1) for one in functions),
        tuple(imported),
        frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute)),
    )


def names_in(node: Import) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if node.module else []


def share(values: list[int], limit: int) -> float:
    return sum(value <= limit for value in values) / len(values)


def test_no_file_is_too_long() -> None:
    assert {named(p): lines_of(p) for p in python_files() if lines_of(p) > MAX_FILE_LINES} == {}
    components = [p for p in (ROOT / "frontend/src").rglob("*.tsx") if "generated" not in p.parts]
    assert {named(p): lines_of(p) for p in components if lines_of(p) > MAX_TSX_LINES} == {}


def test_most_files_are_short() -> None:
    sizes = [lines_of(path) for path in python_files()]
    assert share(sizes, USUAL_FILE_LINES) >= 0.95
    assert statistics.median(sizes) <= MEDIAN_FILE_LINES


def test_functions_are_short() -> None:
    sizes = {f"{named(path)}:{name}": size for path in python_files() for name, size in shape_of(path).functions}
    assert {name: size for name, size in sizes.items() if size > MAX_FUNCTION_LINES} == {}
    assert share(list(sizes.values()), USUAL_FUNCTION_LINES) >= 0.95


def test_names_say_something() -> None:
    parts = {named(path): {path.stem, *path.relative_to(ROOT).parent.parts} for path in python_files()}
    assert {name for name, words in parts.items() if words & EMPTY_NAMES} == set()


def test_every_module_says_its_duty() -> None:
    silent = [path for path in python_files() if path.stat().st_size and not shape_of(path).has_docstring]
    assert [named(path) for path in silent] == []


def is_repository(path: Path) -> bool:
    """Repositories may name the driver's errors and operations; connections are made in app/infra alone."""
    return path.name == "repository.py" and "features" in path.parts


def test_drivers_are_imported_in_infra_only() -> None:
    offenders = [
        f"{named(path)} imports {module}"
        for path in python_files()
        if not named(path).startswith(DRIVER_HOMES) and not is_repository(path)
        for module, _ in shape_of(path).imports
        if module.split(".")[0] in DRIVERS
    ]
    assert offenders == []


def test_imports_stand_at_the_top() -> None:
    hidden = [
        f"{named(path)}: {module}" for path in python_files() for module, on_top in shape_of(path).imports if not on_top
    ]
    assert hidden == []


@pytest.mark.parametrize("package", ["app", "realtime"])
def test_only_settings_reads_the_environment(package: str) -> None:
    readers = {named(path) for path in python_files(package) if shape_of(path).attributes & {"environ", "getenv"}}
    assert readers <= {"app/core/settings.py", "app/infra/mongo.py"}  # the latter sets a variable of Motor's


def test_lock_files_name_no_host_and_no_path() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert [mark for mark in ("://", "--index-url", "--find-links", " /") if mark in text] == [], lock.name
    assert '"resolved"' not in (ROOT / "frontend/package-lock.json").read_text(encoding="utf-8")


def test_nothing_is_left_for_later() -> None:
    words = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "pragma: no " + "cover"]
    command = ["git", "grep", "-nE", "|".join(words), "--", "*.py", "*.ts", "*.tsx"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stdout == ""


def test_every_fault_of_the_list_is_tried() -> None:
    """And stands in the table of docs/faults.md, which names the test."""
    marked = re.compile(r"pytest\.mark\.fault\((\d+)\)")
    files = (ROOT / "tests/faults").glob("test_*.py")
    tried = {int(number) for path in files for number in marked.findall(path.read_text("utf-8"))}
    assert tried == FAULTS.keys() == set(range(1, 28))


def test_every_test_of_a_fault_is_run_at_length_too() -> None:
    """`make faults` runs what is marked."""
    marked = re.compile(r"^pytestmark = pytest\.mark\.fault(\(\d+\))?$", re.MULTILINE)
    files = (ROOT / "tests/faults").glob("test_*.py")
    assert [named(path) for path in files if not marked.search(path.read_text("utf-8"))] == []
