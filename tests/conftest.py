"""Real servers for every test that asks for one: one pair per worker, a database of its own per test."""

pytest_plugins = [
    "tests.fixtures.servers",
    "tests.fixtures.databases",
    "tests.fixtures.processes",
    "tests.fixtures.queries",
    "tests.fixtures.gateways",
    "tests.fixtures.findings",
    "tests.fixtures.lengths",
    "tests.fixtures.measuring",
]
