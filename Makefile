# `make run` serves factcheck, `make test` proves it. README.md has the same as plain commands.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt

.PHONY: run test check lint types templates migrations deployment schema bench messages

run: .venv/installed
	@$(BIN)/python manage.py run --port $(PORT)

test: .venv/installed-dev
	@$(BIN)/python -m tests

check: lint types templates migrations deployment schema

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/installed-dev
	$(BIN)/mypy .

templates: .venv/installed-dev
	find templates annotations -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +

migrations: .venv/installed-dev
	$(BIN)/python manage.py makemigrations --check --dry-run

# A public host turns HTTPS on, and with it every setting that production has.
deployment: .venv/installed-dev
	ALLOWED_HOSTS=factcheck.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING

schema: .venv/installed-dev
	$(BIN)/python manage.py spectacular --validate --fail-on-warn --file /dev/null

# After a change of words: finds what is to be translated, and compiles what is. Needs GNU gettext.
messages: .venv/installed-dev
	$(BIN)/python manage.py makemessages --locale ar --add-location file --no-obsolete --ignore '.venv' --ignore 'tests'
	$(BIN)/python manage.py compilemessages --locale ar --ignore '.venv'

bench: .venv/installed-bench
	@$(BIN)/python -m tests.benchmarks

.venv/made:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("factcheck needs Python 3.11 or newer; name one: make run PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: .venv/made pyproject.toml constraints.txt
	@echo "Installing into .venv; this happens once and takes about half a minute."
	@$(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@echo "Installing what the tests need into .venv; this happens once."
	@$(PIP) --editable '.[dev]'
	@touch $@

.venv/installed-bench: .venv/installed-dev
	@echo "Installing the libraries that the benchmarks compare with; this happens once."
	@$(PIP) --editable '.[dev,bench]'
	@touch $@
