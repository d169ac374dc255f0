# Một Cửa. Everything there is to know: run, test, check, demo, bench.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run test check demo bench
help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-6s %s\n", $$1, $$2}' Makefile

run: ## make whatever is missing, then start the web server and the worker (Ctrl-C stops both)
	@$(PYTHON) run.py

test: ## all tests, on SQLite and on PostgreSQL
	@$(PYTHON) run.py --only-environment
	@$(BIN)/python tests/run.py

check: ## format, lint, types, import contracts, house tests
	@$(PYTHON) run.py --only-environment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest tests/house -q

demo: ## throw the demonstration away and make it anew, with dates around today
	@$(PYTHON) run.py --only-environment runtime
	@$(BIN)/motcua demo --anew

bench: ## the benchmarks: each a ratio to a floor measured in the same run
	@$(PYTHON) run.py --only-environment bench
	@$(BIN)/python bench/run.py
