# `make help` lists what can be asked for. Settings pass through the environment or the command line:
#   make serve PORT=8080 WARRAQ_DATA=/srv/site WARRAQ_ADMIN_PASSWORD=…
VENV ?= .venv
JOBS ?= 2

BIN = $(VENV)/bin
PIP_INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The order is that of conftest.py: the files that take longest first.
PYTEST = $(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

# What asks nothing of a database, or starts sites of its own on SQLite, would only be run twice.
ON_POSTGRESQL = -m 'database and not browser and not slow' --ignore=src/warraq/language --ignore=src/warraq/dates

export PYTHON
# The tests start hundreds of processes: each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help serve referees test test-sqlite test-postgresql lint format evaluate bench soak screenshots lock install build clean
.DEFAULT_GOAL := help
# Even with -j: two installs would tread on each other, two test runs would only slow each other down.
.NOTPARALLEL:

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: build ## Read and edit a complete site (an empty one is filled with the demo)
	@exec $(BIN)/warraq serve

test: test-sqlite test-postgresql ## Run every test on SQLite, then those that ask the database on PostgreSQL

test-sqlite: referees
	unset DATABASE_URL; $(PYTEST) $(ARGS)

test-postgresql: referees
	$(BIN)/python tools/postgresql.py $(PYTEST) $(ON_POSTGRESQL) $(ARGS)

lint: referees ## Check style, imports and migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/warraq manage makemigrations --check --dry-run

format: $(VENV)/.dev ## Let the formatter and the sorter of imports work
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

evaluate: referees ## Recall and leak of the search's analysis beside others (ARGS="--corpus news.jsonl.gz --mistakes")
	$(BIN)/python -m warraq.language.evaluation $(ARGS)

bench: referees ## Measure what the project promises
	$(BIN)/warraq bench $(ARGS)

soak: $(VENV)/.dev ## Edit a site at random while all goes wrong (ARGS="--seconds 600 --seed 7 --database private")
	$(BIN)/python tools/soak.py $(ARGS)

screenshots: referees ## Picture every page type into screenshots/ (ARGS=--newsroom: every screen of the newsroom)
	PYTHONPATH=. $(BIN)/python tools/screenshots.py $(ARGS)

lock: $(VENV)/.dev ## Resolve the dependencies anew (ARGS=--upgrade takes newer ones)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tools/lock.py $(ARGS)

install: $(VENV)/.site ## Make the virtual environment
build: $(VENV)/.site ## Make fonts, gallery scripts, catalogues and lexicons
	@$(BIN)/python tools/build.py

clean: ## Remove what was made, but not the virtual environment or a site's data
	rm -rf node_modules build dist screenshots .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf src/warraq/theme/static/warraq/fonts src/warraq/theme/static/warraq/vendor src/warraq/sharecards/fonts src/warraq/language/tables/compiled
	find src tests tools \( -name '*.mo' -o -name '*.py[co]' \) -type f -exec rm -f {} +

$(BIN)/python:
	@tools/make-venv $(VENV)

$(VENV)/.site: requirements/base.txt requirements/build.txt pyproject.toml CHANGELOG.md | $(BIN)/python
	@echo 'installing the site'
	@$(PIP_INSTALL) --require-hashes --requirement requirements/base.txt --requirement requirements/build.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	@echo 'installing what the tests need'
	@$(PIP_INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@

# With what the tests need from npm; tools/build.py itself knows what is stale.
referees: $(VENV)/.dev
	@$(BIN)/python tools/build.py --dev
