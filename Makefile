# Two commands matter:  make run  serves the site,  make test  checks everything. Both set up what they need first,
# and both can be run again at any time: a step whose inputs did not change is skipped.

SHELL := /bin/bash
PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
# `.venv/bin` first: where the machine has no Node.js, it is installed there.
export PATH := $(CURDIR)/$(BIN):$(PATH)
# Bytecode is kept, also where an image for containers says not to write it: without it each of the many processes
# that tests start compiles all of Django and Wagtail again.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/build/bytecode
PIP := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-compile --require-hashes
PDF_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
BROWSER_PACKAGES := chromium fonts-liberation

.PHONY: help run test setup lint format types migrations tests guide-pictures lock port ci-packages clean
.DELETE_ON_ERROR:

help:
	@echo "make run    set up and serve the site on http://$(HOST):$(PORT) (another port: make run PORT=8001)"
	@echo "make test   set up and check everything: style, types, migrations, tests"
	@echo "make lint / types / tests / format / lock   one of these alone"

# --- Serve ------------------------------------------------------------------------------------------------

run: port .venv/base.stamp build/assets.stamp
	@ENTRYWISE_URL=http://$(HOST):$(PORT) $(BIN)/python manage.py setup
	@$(BIN)/python -c "import weasyprint" 2>/dev/null || echo "Note: answers as PDF need Pango (on Debian: apt-get install $(PDF_PACKAGES)). Everything else works without it."
	@echo "Serving http://$(HOST):$(PORT) (stop with Ctrl+C)"
	@ENTRYWISE_URL=http://$(HOST):$(PORT) exec $(BIN)/gunicorn portal.wsgi --bind $(HOST):$(PORT)

# Asked first, so that nobody waits for a set-up that cannot end well.
port:
	@python3 -c "import socket; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('$(HOST)', $(PORT)))" 2>/dev/null \
	  || ! command -v python3 >/dev/null \
	  || { echo "Port $(PORT) on $(HOST) is taken. Stop the program that uses it, or choose another port: make run PORT=8001"; exit 1; }

# --- Check ------------------------------------------------------------------------------------------------

test: ci-packages lint types migrations tests

lint: .venv/test.stamp
	@echo "Checking the style"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

format: .venv/test.stamp
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

types: .venv/test.stamp
	@echo "Checking the types"
	@$(BIN)/mypy

migrations: .venv/test.stamp build/assets.stamp
	@echo "Checking that every model change has its migration"
	@$(BIN)/python manage.py makemigrations --check --dry-run

tests: .venv/test.stamp build/assets.stamp
	@echo "Measuring speed, alone on the machine's cores"
	@$(BIN)/pytest -m benchmark
	@echo "Running the tests"
	@$(BIN)/pytest -n 2 --dist worksteal

guide-pictures: .venv/test.stamp build/assets.stamp
	@$(BIN)/pytest -m pictures -p no:randomly

# Only an unattended machine where we are root gets packages without being asked (CI=true is set by every CI service).
ci-packages:
	@if [ "$$CI" = true ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  wanted=""; \
	  command -v "$${CHROMIUM:-chromium}" chromium-browser google-chrome >/dev/null || wanted="$(BROWSER_PACKAGES)"; \
	  dpkg -s $(PDF_PACKAGES) >/dev/null 2>&1 || wanted="$$wanted $(PDF_PACKAGES)"; \
	  if [ -n "$$wanted" ]; then \
	    echo "Installing with apt-get:" $$wanted; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$wanted >/dev/null; \
	  fi; \
	fi

# --- Set up -----------------------------------------------------------------------------------------------

setup: .venv/test.stamp build/assets.stamp
	@$(BIN)/python manage.py setup

.venv/bin/python:
	@echo "Making the Python environment in .venv"
	@for python in "$${PYTHON:-python3}" python3.13 python3.12 python3.11; do \
	  if command -v "$$python" >/dev/null && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "Python 3.11 or newer is needed and was not found. Install it, or name it: make run PYTHON=/path/to/python3.11"; exit 1; \
	fi; \
	if ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "Python's venv module is missing. Install it (on Debian and Ubuntu: apt-get install python3-venv) and try again."; exit 1; \
	fi; \
	"$$found" -m venv .venv

.venv/base.stamp: requirements/base.txt | .venv/bin/python
	@echo "Installing the Python packages"
	@$(PIP) -r requirements/base.txt
	@touch $@

.venv/test.stamp: requirements/test.txt | .venv/bin/python
	@echo "Installing the Python packages for tests"
	@$(PIP) -r requirements/test.txt
	@touch .venv/base.stamp $@

node_modules/install.stamp: package.json package-lock.json .npmrc requirements/node.txt | .venv/bin/python
	@if ! { command -v npm && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; } >/dev/null 2>&1; then \
	  echo "Installing Node.js into .venv (none of version 20 or newer was found)"; \
	  $(PIP) -r requirements/node.txt || { echo "Node.js 20 or newer is needed. Install it with npm, and try again."; exit 1; }; \
	fi
	@echo "Installing what builds the style sheet"
	@npm ci --silent
	@touch $@

build/assets.stamp: node_modules/install.stamp $(shell find static -type f 2>/dev/null)
	@echo "Building the style sheet and the scripts"
	@npm run --silent build
	@touch $@

# --- Locks ------------------------------------------------------------------------------------------------

COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
  --python-version 3.11 --custom-compile-command "make lock"

lock: .venv/test.stamp
	@$(COMPILE) pyproject.toml -o requirements/base.txt
	@$(COMPILE) --constraint requirements/base.txt --extra production pyproject.toml -o requirements/production.txt
	@$(COMPILE) --constraint requirements/base.txt --extra test --extra dev pyproject.toml -o requirements/test.txt
	@$(COMPILE) --group node -o requirements/node.txt
	@npm install --package-lock-only --silent

clean:
	rm -rf .venv node_modules build
