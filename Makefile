# Rasid's make targets. Everything happens in .venv; nothing is installed elsewhere.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Two more than there are processors: a test of the whole bot spends most of its time waiting. A file is one worker's, in
# the order of the tree: what its tests share is made once, and those of the whole bot do not come last.
WORKERS := $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 2)' 2>/dev/null || echo auto)
CODE := bot handlers watchlists migrations tests

# Hundreds of processes of the bot are started by the tests: what Python has compiled once is kept.
test check-all bench: export PYTHONDONTWRITEBYTECODE =

.PHONY: help demo test check-all bench format lint lock clean
.DEFAULT_GOAL := help

help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

demo: $(VENV)/.rasid ## See the bot at work: no token, no network service
	@$(BIN)/rasid demo

test: $(VENV)/.rasid-dev ## Format check, lint, types, import contracts, tests on SQLite and PostgreSQL
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/lint-imports
	@echo "$(BIN)/mypy: at work beside the tests, heard at their end"
	@$(BIN)/mypy >$(VENV)/mypy.txt 2>&1 & types=$$!; \
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not slow"; code=$$?; \
	wait $$types || code=1; cat $(VENV)/mypy.txt; exit $$code

check-all: $(VENV)/.rasid-dev ## Everything of test, and the slow tests
	$(MAKE) test
	$(BIN)/pytest -m slow

bench: $(VENV)/.rasid-dev ## Measure against an exact pipeline, and the bot under load; BENCH="--chart FILE.png" draws, too
	$(BIN)/python -m tests.bench $(BENCH)

format: $(VENV)/.rasid-dev ## Bring the code into form
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

lock: ## Pin the newest versions that work together (needs uv)
	uv pip compile --universal --generate-hashes --no-header --python-version 3.11 --upgrade \
	  --extra build --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --generate-hashes --no-header --python-version 3.11 \
	  --extra build -c requirements-dev.lock pyproject.toml -o requirements.lock

clean: ## Remove what make made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rasid needs Python 3.11 or newer; set PYTHON=python3.12 or the like" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# pip warns that it knows no extra html_clean of lxml, though the package that it stands for is in the lock file. What is
# there is named by hash, so such a warning tells nothing: only errors are shown.
# The package is installed editable, from the locked build tools, without asking any index.
$(VENV)/.rasid: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Rasid needs into $(VENV) (about half a minute) ..."
	$(PIP) --quiet install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.rasid-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the tests need into $(VENV) (about a minute) ..."
	$(PIP) --quiet install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@ $(VENV)/.rasid
