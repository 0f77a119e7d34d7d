# The first two commands of a newcomer: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types gate clean

$(BIN)/.demo: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(BIN)/.dev: $(BIN)/.demo
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: $(BIN)/.demo  ## read the sample reports into a ledger and show what happened, on whose word
	$(BIN)/dateline demo

test: $(BIN)/.dev lint types  ## lint, types, tests, and the evaluation gate where its data is at hand
	$(BIN)/pytest
	$(BIN)/python evals/gate.py

lint: $(BIN)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.dev
	$(BIN)/mypy

gate: $(BIN)/.dev
	$(BIN)/python evals/gate.py

clean:
	rm -rf $(VENV) demo.duckdb .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
