# The first two commands of a newcomer: `make demo` and `make test`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt

# What a developer has added to the gazetteer is not what quality and speed are measured with.
export DATELINE_GAZETTEERS := $(CURDIR)/.none

.PHONY: help demo test lint types gate bench clean

help:  ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 8

$(BIN)/.demo: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "dateline needs Python 3.11 or newer; name it with: make PYTHON=..."; exit 1; }
	@echo "Installing dateline and what it needs into $(VENV)"
	$(PYTHON) -m venv $(VENV)
	$(PIP) -e .
	@touch $@

$(BIN)/.dev: $(BIN)/.demo
	@echo "Installing what the tests need into $(VENV)"
	$(PIP) -e '.[dev]'
	@touch $@

demo: $(BIN)/.demo  ## read the sample reports into a ledger and show what happened, on whose word
	@$(BIN)/dateline demo

test: $(BIN)/.dev lint types  ## lint, types, tests, and the evaluation gate where its data is at hand
	$(BIN)/pytest
	$(BIN)/python evals/gate.py

lint: $(BIN)/.dev  ## check style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check src tests evals scripts benchmarks

types: $(BIN)/.dev  ## check types
	$(BIN)/mypy
	MYPYPATH=src:benchmarks $(BIN)/mypy benchmarks/*.py scripts/readme_example.py

gate: $(BIN)/.dev  ## score against the gold data that lies beside the checkout
	$(BIN)/python evals/gate.py

bench: $(BIN)/.dev  ## print the benchmarks' tables
	@for script in throughput ledger gazetteer copies; do $(BIN)/python benchmarks/$$script.py; echo; done

clean:  ## remove the environment and what the tools left behind
	rm -rf $(VENV) demo.duckdb demo.geojson .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
