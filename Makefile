# Two commands matter: `make demo` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test house fuzz mutants bench format clean

demo: .venv/installed
	$(BIN)/pmlint check --exit-zero examples/incidents/

test: .venv/installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile

# Figures of the code beside their bars, and what is over one. `make test` holds them.
house: .venv/installed
	$(BIN)/python tests/house.py

# Many more of what tests/robustness runs a few thousand of; the seeds of failures are printed. `make fuzz` takes hours;
# `make fuzz COUNT=1 SEED=4711` shows and repeats one of them. WHAT=mutants damages real documents,
# WHAT=dodges dresses up documents that fail, WHAT=honest writes such that pass in other styles, WHAT=hidden says things
# where no reader sees them.
WHAT = mutants
COUNT = 1000000
SEED = 0
fuzz: .venv/installed
	PYTHONPATH=tests $(BIN)/python -m robustness.fuzz $(WHAT) $(COUNT) $(SEED)

# How many changes of the code that the verdict rests on no test notices: COUNT of them, chosen by SEED.
mutants: COUNT = 600
mutants: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group mutants
	$(BIN)/python tests/mutants.py $(COUNT) $(SEED)

bench: .venv/installed
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/growth.py

format: .venv/installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv

# The first run compiles the pack, which else costs a second of each run where Python is told to write nothing.
# pip learned dependency groups in 25.1.
.venv/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("pmlint needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	$(BIN)/python -m compileall -q src
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pmlint rules > /dev/null
	touch $@
