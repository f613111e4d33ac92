# Every target sets up what it needs. A second run of the set-up does nothing.
.DEFAULT_GOAL := help
.PHONY: help demo run test lint bench exports package soak lock clean
.SUFFIXES:

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON_FOUND = $$(PYTHON="$(PYTHON)" sh scripts/find-python.sh)
PIP := $(BIN)/python -m pip --disable-pip-version-check
# A venv of its own, untouched by what else lies on the caller's path.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

RUN_READY := $(VENV)/.ready-to-run
TEST_READY := $(VENV)/.ready-to-test

help:            ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(RUN_READY)  ## set up, write the sample project in every format, open the window where there is a display
	$(BIN)/journeymap demo

run: $(RUN_READY)  ## open the window
	$(BIN)/journeymap

test: $(TEST_READY) lint  ## set up with test tools; every check and every test
	$(BIN)/python -m pytest

lint: $(TEST_READY)  ## ruff, mypy --strict and the import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(TEST_READY)  ## print the benchmark figures, each beside its floor
	$(BIN)/python -m bench

exports: $(RUN_READY)  ## write the sample project in every format into exports/
	$(BIN)/journeymap demo --no-window --dir exports

package: $(TEST_READY)  ## build the app as one folder in dist/journeymap, and start it once
	@sh scripts/setup-system.sh $(BIN)/python package
	$(BIN)/pyinstaller --noconfirm --clean --log-level WARN build.spec
	sh scripts/try-package.sh dist/journeymap

soak: $(TEST_READY)  ## the long endurance runs, and new random cases for the tests that make theirs up
	$(BIN)/python -m pytest -m soak
	JOURNEYMAP_HYPOTHESIS=seek $(BIN)/python -m pytest -m "hypothesis and not soak"

lock: $(TEST_READY)  ## work out the requirement files anew from pyproject.toml
	sh scripts/lock.sh $(BIN)/uv

clean:           ## remove what was built; the requirement files and the exports stay
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@python=$(PYTHON_FOUND) && sh scripts/setup-system.sh "$$python" && \
	{ "$$python" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; }

$(RUN_READY): requirements.txt pyproject.toml | $(VENV)/bin/python
	@sh scripts/setup-system.sh $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(TEST_READY): requirements-dev.txt pyproject.toml $(RUN_READY)
	@sh scripts/setup-system.sh $(BIN)/python test
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
