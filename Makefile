# Two commands for everybody: `make demo` and `make test`. They need Python 3.11 or newer, make, and a
# package index (PyPI, or the one named in PIP_INDEX_URL); uv is used instead of pip when it is there.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
RUNTIME := $(VENV)/.huiyin-runtime
DEVELOP := $(VENV)/.huiyin-develop

.DEFAULT_GOAL := help
.PHONY: help demo test check bench bench-full docs locale lock bundle format clean

help: ## what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1  — /'

$(RUNTIME): requirements.lock pyproject.toml tools/install.sh
	@sh tools/install.sh requirements.lock $(RUNTIME)

$(DEVELOP): requirements-dev.lock pyproject.toml tools/install.sh
	@sh tools/install.sh requirements-dev.lock $(DEVELOP) $(RUNTIME)

demo: $(RUNTIME) ## install, load the demo county, walk one petition, serve on 127.0.0.1:$PORT (SERVE=no: stop before)
	@PORT=$(PORT) SERVE=$(SERVE) $(BIN)/huiyin demo

test: $(DEVELOP) ## every test: SQLite always, PostgreSQL and a browser where they are
	@$(BIN)/python -m tools.run_tests $(ARGS)

check: $(DEVELOP) ## ruff, mypy, arrows, migrations, translations, generated documents
	@$(BIN)/python -m tools.check

bench: $(DEVELOP) ## the figures, quickly, on both databases
	@$(BIN)/python -m tools.bench

bench-full: $(DEVELOP) ## the figures on a register of 100,000 matters; writes docs/measurements.md
	@$(BIN)/python -m tools.bench --full

docs: $(DEVELOP) ## write the generated documents again
	@$(BIN)/python -m tools.law_to_tests
	@$(BIN)/python -m tools.settings_table
	@$(BIN)/python -m tools.acts_table
	@$(BIN)/python -m tools.glossary
	@$(BIN)/python -m tools.api_page

locale: $(DEVELOP) ## join and compile the translations
	@$(BIN)/python -m tools.translations

format: $(DEVELOP) ## let ruff lay out the code
	@$(BIN)/ruff check --fix-only -q . ; $(BIN)/ruff format -q .

lock: ## resolve the dependencies anew (needs uv)
	@sh tools/lock.sh

bundle: $(RUNTIME) ## wheels, fonts and assets for a server without internet, under dist/
	@$(BIN)/python -m tools.bundle

clean: ## remove what was made, except the data under var/
	rm -rf $(VENV) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
