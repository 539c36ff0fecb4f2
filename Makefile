# `make` lists the targets. Each does its own set-up; stamps under .make/ keep a second call fast.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Tests and supervisors start hundreds of Python processes; without compiled files each of them spends half a second more.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
STAMPS := .make
NPM := npm --prefix frontend
GENERATED := frontend/src/generated

PYTHON_SOURCES := $(shell find app realtime jobs -name '*.py' 2>/dev/null)
WEB_SOURCES := $(shell find frontend/src frontend/public frontend/scripts frontend/index.html frontend/*.ts frontend/*.json -type f \
	-not -path '$(GENERATED)/*' 2>/dev/null)

# ── for people ───────────────────────────────────────────────────────────────────────────────────────────────────

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: setup $(STAMPS)/build ## Serve on http://localhost:8000 until Ctrl-C, with the demo on an empty data folder
	@exec $(BIN)/impactpulse run

.PHONY: setup
setup: $(STAMPS)/python $(STAMPS)/node ## Make .venv and frontend/node_modules from the lock files

.PHONY: check
check: ## What CI checks: ruff, mypy, import contracts, tsc, eslint
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target $(STAMPS)/python $(STAMPS)/node
	@$(MAKE) --no-print-directory $(STAMPS)/types
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target check-python check-web

.PHONY: check-python
check-python:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: check-web
check-web:
	$(NPM) run --silent check

# Three workers on two cores: a third of the Python tests' time is waiting for processes and clocks.
.PHONY: test
test: setup $(STAMPS)/build ## All tests but the faults: Python on real servers, the web app, and browsers
	$(BIN)/pytest -n $${PYTEST_WORKERS:-3} -m "not fault"
	$(NPM) run --silent test
	$(NPM) run --silent e2e

.PHONY: coverage
coverage: setup $(STAMPS)/build ## The Python tests at length, measured: lines and branches of app, realtime and jobs
	$(BIN)/pytest -n $${PYTEST_WORKERS:-2} -m "not fault" --at-length --timeout 600 --cov --cov-report=term
	$(BIN)/python -m tests.fixtures.unreached

.PHONY: faults
faults: setup ## The fault tests at length, into docs/faults.md: more people, more kills, ten courses of chance
	@mkdir -p $(STAMPS)
	$(BIN)/pytest -n $${PYTEST_WORKERS:-2} -m fault --at-length --timeout 1800 \
		--findings=$(STAMPS)/faults.md --findings-in=docs/faults.md

.PHONY: types
types: $(STAMPS)/types ## Write the schemas and generate the TypeScript types from them

.PHONY: build
build: $(STAMPS)/build ## Build the web app into frontend/dist

.PHONY: docs
docs: $(STAMPS)/python ## Write the tables of docs/ that are made from the code
	$(BIN)/impactpulse schema settings docs/settings.md
	$(BIN)/impactpulse schema errors docs/errors.md
	$(BIN)/impactpulse schema permissions docs/permissions.md

.PHONY: site
site: $(STAMPS)/site ## Build the documentation into site/, and fail at links that lead nowhere
	$(SITE)/bin/properdocs build --quiet

.PHONY: loadtest
loadtest: $(STAMPS)/loadtests ## Measure every figure of the design into loadtests/README.md
	$(BIN)/python -m loadtests --write

.PHONY: profile
profile: $(STAMPS)/loadtests ## Look with py-spy where a gateway's time goes, into loadtests/PROFILE.md
	$(BIN)/python -m loadtests.profile

.PHONY: trace
trace: $(STAMPS)/python ## Draw docs/trace.svg: one answer from phone to screen
	$(BIN)/python -m loadtests.trace

.PHONY: screens
screens: setup $(STAMPS)/build ## Take pictures of every page into docs/screens
	rm -f docs/screens/*
	$(NPM) run --silent screens

.PHONY: performance
performance: setup $(STAMPS)/build ## Measure the web app on a slow device into docs/performance.md
	$(NPM) run --silent performance -- --retries 0

.PHONY: format
format: $(STAMPS)/python ## Format the Python code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: lock
lock: $(STAMPS)/python ## Resolve the Python dependencies again into requirements/*.lock
	$(call compile,run,pyproject.toml)
	$(call compile,dev,pyproject.toml --extra embedded --group dev)
	$(call compile,installer,--group pyproject.toml:installer)
	$(call compile,docs,--group pyproject.toml:docs)

.PHONY: clean
clean: ## Remove everything that was made, except the data folder
	rm -rf .venv site $(STAMPS) frontend/node_modules frontend/dist $(GENERATED)

# ── set-up ───────────────────────────────────────────────────────────────────────────────────────────────────────

# The wheel of the embedded Redis exists for 3.11 and 3.12, so those come first.
PYTHON ?= $(shell for name in python3.12 python3.11 python3 python3.13 python3.14; do \
	$$name -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name && break; done)

# pip installs only uv: older pips refuse our lock as soon as a package with extras has a release that is newer than the
# locked one (with --require-hashes they look at the newest before they look at the pin).
INSTALL := VIRTUAL_ENV=.venv $(BIN)/uv --quiet pip install

$(STAMPS)/python: requirements/dev.lock requirements/installer.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer (with venv) is needed; set PYTHON=/path/to/python3."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.lock
	$(INSTALL) --compile-bytecode --require-hashes -r requirements/dev.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@mkdir -p $(STAMPS) && touch $@

SITE := $(STAMPS)/site-environment
$(STAMPS)/site: $(STAMPS)/python requirements/docs.lock
	test -x $(SITE)/bin/python || $(BIN)/python -m venv $(SITE)
	VIRTUAL_ENV=$(SITE) $(BIN)/uv --quiet pip install --require-hashes -r requirements/docs.lock
	@touch $@

# What only the comparison with Socket.IO and the profile need; nothing else may come to depend on it.
$(STAMPS)/loadtests: $(STAMPS)/python loadtests/requirements.lock
	$(INSTALL) --require-hashes -r loadtests/requirements.lock
	@touch $@

$(STAMPS)/node: frontend/package-lock.json
	$(NPM) ci --no-audit --no-fund --loglevel=error
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/types: $(STAMPS)/python $(STAMPS)/node $(PYTHON_SOURCES)
	$(BIN)/impactpulse schema openapi $(GENERATED)/openapi.json
	$(BIN)/impactpulse schema asyncapi $(GENERATED)/frames.json
	$(NPM) run --silent types
	@touch $@

$(STAMPS)/build: $(STAMPS)/types $(WEB_SOURCES)
	$(NPM) run --silent build
	@touch $@

define compile
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile $(2) --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --quiet --output-file requirements/$(1).lock
endef
