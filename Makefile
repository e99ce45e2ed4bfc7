.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo up test lint build lock clean

help:  ## show this help
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 8

demo: .venv/ready  ## replay the 2017 round on this machine, with sample plans, in about a minute
	@$(BIN)/planreview demo

up: .venv/ready  ## run the embedded stack until Ctrl-C
	@$(BIN)/planreview up

test: .venv/ready  ## run all tests
	@$(BIN)/pytest --numprocesses auto

lint: .venv/ready  ## check style, types and the template
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/cfn-lint template.yaml

# SAM builds with the functions' own Python. One that is named on PATH need not run (pyenv's shims), so each is tried.
build: .venv-sam/ready  ## validate the template and build what SAM deploys (needs Python 3.13, on PATH or of pyenv)
	@bin=$$(for python in python3.13 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.13*/bin/python3.13; do \
		"$$python" -c 'import os, sys; print(os.path.dirname(sys.executable))' 2>/dev/null && break; done); \
	test -n "$$bin" || { echo "make build needs Python 3.13, the functions' runtime; none was found on PATH or in pyenv" >&2; exit 1; }; \
	export PATH="$$bin:$$PATH" SAM_CLI_TELEMETRY=0; \
	.venv-sam/bin/sam validate --lint && .venv-sam/bin/sam build

lock: .venv/ready  ## write the locked requirements anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml -o requirements.lock
	echo aws-sam-cli | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes - -o requirements-sam.lock

clean:  ## remove all that was made here
	rm -rf .venv .venv-sam .aws-sam .demo

.venv/ready: requirements.lock pyproject.toml shared/requirements.txt $(wildcard functions/*/requirements.txt)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "planreview needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12 ...")'
	@echo "setting up .venv (once; about a minute)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv-sam/ready: requirements-sam.lock
	@echo "setting up the SAM command in .venv-sam (once)"
	@$(PYTHON) -m venv .venv-sam
	@.venv-sam/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-sam.lock
	@touch $@
