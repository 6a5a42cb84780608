# Two commands on a fresh machine: `make demo` and `make test`. Needs git, make and Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
WORKERS ?= auto

# The tests start some hundred processes; each would compile the code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test check faults bench accept lock messages docs clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(STAMP): requirements/boot.txt requirements/base.txt requirements/dev.txt pyproject.toml tools/bootstrap.py
	$(PYTHON) tools/bootstrap.py

demo: $(STAMP)  ## five requests answered end to end, in a folder of its own
	$(BIN)/yakusoku demo

test: $(STAMP)  ## all tests that end in minutes
	$(BIN)/pytest -n $(WORKERS) --dist worksteal -m "not faults and not bench"

check: $(STAMP)  ## lint, types, import directions, words
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest tests/architecture

faults: $(STAMP)  ## many random kills and power losses
	$(BIN)/pytest -n $(WORKERS) -m faults tests/faults

bench: $(STAMP)  ## speed, as ratios in one run
	$(BIN)/python -m bench

accept: $(STAMP)  ## rewrite golden files; read the difference before you commit it
	YAKUSOKU_ACCEPT=1 $(BIN)/pytest -n $(WORKERS) -m "not faults and not bench"

messages: $(STAMP)  ## collect interface texts and compile the Japanese catalogue
	$(BIN)/python tools/messages.py

docs: $(STAMP)  ## write the generated pages
	$(BIN)/python tools/docs.py

lock: $(STAMP)  ## resolve dependencies anew, with hashes and without addresses
	$(BIN)/python tools/lock.py

clean:
	rm -rf .venv .boot dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
