# Two commands matter: `make demo` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test house fuzz mutants oldest bench format lock release clean

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

# The oldest dependencies that pyproject.toml allows, and what of the tests touches them. Before a floor there is moved:
# with an older version than it one of these fails.
OLDEST = tests/test_configuration.py tests/test_schema.py tests/test_packs.py tests/test_extending.py tests/test_cli.py \
	tests/test_files.py tests/test_looked_at.py tests/test_markdown.py tests/test_yaml_text.py
oldest:
	$(PYTHON) -m venv --clear .venv-oldest
	sed -n '/^dependencies/,/^]/s/^ *"\([a-z-]*\)>=\([0-9.]*\)".*/\1==\2/p' pyproject.toml > .venv-oldest/floors.txt
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check "pip>=25.1"
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check --editable . hypothesis jsonschema pytest pytest-xdist \
		--constraint .venv-oldest/floors.txt
	.venv-oldest/bin/pytest -n 2 --dist loadfile $(OLDEST)

bench: .venv/installed
	$(BIN)/python tests/bench/bench.py
	$(BIN)/python tests/bench/growth.py

# What the action installs, each file with its hash, and what pmlint is built with.
lock: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	sed -n 's/^requires = \["\(.*\)"\]$$/\1/p' pyproject.toml | $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
		--generate-hashes --no-annotate --custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml -

# Commits and tags a release: make release VERSION=1.2.3. CONTRIBUTING.md says what comes before and after.
release:
	$(PYTHON) .ci/release.py "$(VERSION)"

format: .venv/installed
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .venv-oldest

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
