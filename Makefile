# One command each, the same everywhere. `make help` lists them.
SHELL := /bin/bash
PY := .venv/bin/python
PYTEST := $(PY) -m pytest -q
# What is compiled once is kept, also where the surroundings say otherwise: each start would compile a thousand modules.
unexport PYTHONDONTWRITEBYTECODE
export CLOSEKNIT_HOUSE ?= $(CURDIR)/closeknit-house

.PHONY: help setup setup-demo demo up test prove quick check fix docs lock train test-real wheel

help:  ## say what each command does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup:  ## install everything (may be run twice): environment, language model, browser
	@bash scripts/setup.sh

setup-demo:
	@CLOSEKNIT_BROWSER=0 bash scripts/setup.sh

demo: setup-demo  ## load the demo company and open it at http://127.0.0.1:8000
	.venv/bin/closeknit demo

up: setup-demo  ## open your own house at http://127.0.0.1:8000
	.venv/bin/closeknit up

test: setup check  ## install what tests need and run all of them
	@bash scripts/run_tests.sh

prove: setup  ## ask the wall ten times as often as `make test` does: 250,000 requests at least, 2,000 sessions in two worlds (half an hour on two idle cores)
	CLOSEKNIT_PROVE=1 $(PYTEST) tests/security -n 2

quick: setup  ## pure tests and the structure of the house, under 90 seconds
	$(PYTEST) tests/analysis tests/kit tests/structure tests/touchpoints/readers -m "not browser" -n 2

check: setup  ## formatter, linter, types, imports, migrations, docs
	@bash scripts/check.sh

fix: setup  ## let the formatter and linter mend what they can
	$(PY) -m ruff check --fix -q . || true
	$(PY) -m ruff format -q .

docs: setup  ## draw the pages of docs/ that are made from the code, and run the notebook
	$(PY) scripts/make_docs.py
	$(PY) scripts/make_notebook.py

lock:  ## make requirements/dev.lock anew from pyproject.toml (needs uv)
	uv pip compile -q --generate-hashes --no-header --no-annotate --all-extras --group dev --python-version 3.11 pyproject.toml -o requirements/dev.lock

wheel: setup-demo  ## build the wheel that `pip install` takes, language model included, into dist/
	$(PY) -m hatchling build -t wheel

train: setup  ## fit the heads of the signals anew: make train DIR=folder of data sets
	$(PY) scripts/train_signals.py --data "$(DIR)"

test-real: setup  ## try the readers and hearing on real words: make test-real DIR=folder
	$(PY) scripts/try_real_words.py "$(DIR)"
