# Everything one does with the project. `make` alone lists it.

PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help setup run test test-quick check format clients faults faults-night faults-release bench train lock clean

##@ Start

help: ## list what can be done
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@ / {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# -S spares the Python its site-packages, which are not needed for this.
setup: ## make .venv from requirements.lock, or see that it is there
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no $(PYTHON): install Python 3.11 or newer." >&2; exit 2; }
	@$(PYTHON) -S deploy/environment.py

run: setup ## serve the sample organisation; Ctrl-C stops
	@exec $(PY) app.py run --demo

##@ Check

test: setup ## run the whole suite, in a browser too; ARGS="-k word" narrows it
	@$(PY) deploy/browser.py
	@$(PY) deploy/node_packages.py
	@$(PY) -m pytest -n 2 --dist loadgroup $(ARGS)

test-quick: setup ## run the unit tests and dialogues, in seconds
	@$(PY) -m pytest tests/unit tests/dialogues $(ARGS)

check: setup ## check style, types, imports, test promises, tips and architecture
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(PY) -m mypy
	@$(BIN)/lint-imports
	@$(PY) -m interrogate -q tests
	@$(PY) -m tips.linting
	@$(PY) -m pytest -q tests/architecture

clients: setup ## play a conversation in Microsoft's own simulator of Teams, fetched for it
	@$(PY) deploy/browser.py
	@$(PY) deploy/playground.py
	@$(PY) -m tests.clients.playground
	@echo "Look at each picture in var/clients."

faults: setup ## throw everything at the service, in six minutes; ARGS="--seed 7" another way
	@$(PY) -m tests.faults.packs quick $(ARGS)

faults-night: setup ## the same for an hour
	@$(PY) -m tests.faults.packs night $(ARGS)

faults-release: setup ## the same for three hours; its table stands in the README
	@$(PY) -m tests.faults.packs release $(ARGS)

bench: setup ## measure quality and speed
	@$(PY) -m pytest tests/benchmarks -m benchmark -s $(ARGS)

train: setup ## learn all weights anew; needs torch, and an hour
	@$(PY) -m tips.training.tune
	@$(PY) -m tips.training.languages
	@$(PY) -m tips.training.outside
	@$(PY) -m tips.training.hear
	@$(PY) -m tips.training.fit

##@ Change

format: setup ## lay out the code and mend what ruff can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: setup ## write requirements.lock; ARGS=--upgrade takes newer packages
	@rm -rf var/lock-venv && mkdir -p var && $(PY) -m venv var/lock-venv
	@var/lock-venv/bin/python -m pip install --quiet --disable-pip-version-check uv
	@var/lock-venv/bin/uv pip compile pyproject.toml --group dev --universal --quiet $(ARGS) \
	  --generate-hashes --python-version 3.11 --no-emit-find-links --no-emit-index-url \
	  --no-annotate --no-header -o requirements.lock
	@rm -rf var/lock-venv

clean: ## remove .venv, caches and logs; the database and keys in var/ stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	@rm -rf var/lock-venv var/install.log var/install.lock var/browser.log var/test-browser
	@rm -rf var/test-node var/node.log var/test-vectors.*
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
