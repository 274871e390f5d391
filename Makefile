# Mahdar's commands. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PYTEST_OPTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run dev admin test browser-test lint lint-js test-js audit coverage mutants endurance fuzz docs format messages openapi upgrade-fixture clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Mahdar needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check 'pip>=23.3'  # older ones miss the extra html_clean of lxml
	@touch $@

$(VENV)/.runtime: requirements.txt $(VENV)/.python
	@echo "Installing what Mahdar runs on (a minute on a first run) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.development: requirements.txt requirements-dev.txt $(VENV)/.python
	@echo "Installing what the tests and checks need (a minute on a first run) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

setup: $(VENV)/.development  ## make .venv with everything, for development
	@echo "Ready. make run serves the archive, make test runs the tests."

run: $(VENV)/.runtime  ## serve the archive on 127.0.0.1:8000 (PORT=... to change), with the sample archive at first
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_sample --if-empty
	@$(MANAGE) sync_index
	@$(MANAGE) serve --port $(PORT)

dev: $(VENV)/.development  ## serve with Django's development server: reloads on change, shows errors
	@DEBUG=1 $(MANAGE) migrate --verbosity 0
	@DEBUG=1 $(MANAGE) runserver 127.0.0.1:$(PORT)

admin: $(VENV)/.runtime  ## create an administrator's account for /admin/
	@$(MANAGE) createsuperuser

test: $(VENV)/.development  ## run all tests but those that need a browser
	@$(BIN)/python -m pytest -n auto -m "not browser" $(PYTEST_OPTIONS)

browser-test: $(VENV)/.development  ## run the tests in a real browser (needs Chromium)
	@$(BIN)/python -m pytest -m browser $(PYTEST_OPTIONS)

lint: $(VENV)/.development  ## check style, templates, types and migrations
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint templates --check --lint
	@$(BIN)/codespell
	@$(BIN)/mypy
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml config meetings
	@$(MANAGE) makemigrations --check --dry-run --verbosity 0

audit: $(VENV)/.development  ## look for known vulnerabilities of the packages that Mahdar runs on (needs the network)
	@$(BIN)/pip-audit --strict --disable-pip --no-deps --requirement requirements.txt

coverage: $(VENV)/.development  ## run all tests as make test does, and show the lines they reach, by package
	@$(MAKE) --no-print-directory test PYTEST_OPTIONS="--cov --cov-report= $(PYTEST_OPTIONS)"
	@$(BIN)/python -m benchmarks.coverage_floors

OF ?= --since main
mutants: $(VENV)/.development  ## flip conditions and see whether tests fail (OF=meetings/search COUNT=40 SEED=11)
	@$(BIN)/python -m benchmarks.mutants $(OF) $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED))

KILLS ?= 1000
endurance: $(VENV)/.development  ## kill long operations 1,000 times and check what is left (KILLS=100 SEED=7 OPERATION=restore)
	@$(MANAGE) bench_endurance --kills $(KILLS) $(if $(SEED),--seed $(SEED)) $(if $(OPERATION),--only $(OPERATION))

SECONDS ?= 480
fuzz: $(VENV)/.development  ## send hostile requests to every route, and to the API, and list errors (SECONDS=60 SEED=7 ONLY=routes)
	@$(MANAGE) bench_fuzz --seconds $(SECONDS) $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

docs: $(VENV)/.development  ## build the documents as a site in var/docs
	@$(BIN)/mkdocs build --quiet --strict

# The scripts under static/ are checked with Node.js; the site itself needs none.
node_modules/.installed: package.json package-lock.json
	@echo "Installing what the checks of the scripts need ..."
	@npm ci --silent --no-audit --no-fund
	@touch $@

ifneq ($(shell command -v npm 2>/dev/null),)
lint-js: node_modules/.installed  ## check the style of the scripts (needs Node.js 18.18 or newer)
	@npm run --silent lint

test-js: node_modules/.installed  ## run the unit tests of the scripts (needs Node.js 18.18 or newer)
	@npm test --silent
else
lint-js test-js:
	@echo "$@ skipped: there is no npm. Install Node.js 18.18 or newer (Debian: apt-get install nodejs npm)."
	@test -z "$(MAHDAR_REQUIRE_NODE)"
endif

format: $(VENV)/.development  ## rewrite code and templates in the project's style
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format . ; $(BIN)/djlint templates --reformat --quiet

messages: $(VENV)/.development  ## gather and compile the interface's texts (needs gettext)
	@$(MANAGE) makemessages --all --ignore "$(VENV)/*" --ignore "var/*" --no-location
	@$(MANAGE) compilemessages --ignore "$(VENV)"

openapi: $(VENV)/.development  ## rewrite the API's examples and docs/openapi.json
	@MAHDAR_REWRITE=1 $(BIN)/python -m pytest -q tests/api/test_examples.py -k rewrite
	@$(MANAGE) spectacular --lang en --format openapi-json --validate --fail-on-warn --file docs/openapi.json

upgrade-fixture: $(VENV)/.development  ## save a small archive of a release, for the tests of upgrades (VERSION=0.2.0 COMMIT=v0.2.0)
	@$(BIN)/python -m tests.upgrades.make_station $(VERSION) $(COMMIT)

clean:  ## remove .venv and caches; the archive under var/ stays
	rm -rf $(VENV) node_modules .pytest_cache .ruff_cache .mypy_cache
