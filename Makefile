# Everything runs in .venv, which is made on the first use and renewed when the lock file or pyproject.toml is newer.
SHELL := /bin/sh
BIN := .venv/bin
READY := .venv/.up-to-date
# One more than there are cores, since many tests wait for a program or a terminal.
WORKERS := $(shell python3 -c 'import os; print(min((os.cpu_count() or 1) + 1, 6))')

PEERS := visidata harlequin posting

.DEFAULT_GOAL := help
.PHONY: help demo test coverage soak check screenshots docs bench bench-short bench-peers lock clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: $(READY) ## Open ztui on the built-in simulator
	@$(BIN)/ztui demo

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

coverage: $(READY) ## Run all tests and measure what they run of the program, which takes twice as long
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report term $(ARGS)

soak: $(READY) ## Make 10,000 changes under faults and kill -9, then use the program on a terminal for MINUTES (30), and judge both
	@$(BIN)/python -m tests.soak $(ARGS)
	@$(BIN)/python -m tests.soak.screen $(or $(MINUTES),30) $(or $(SEED),1)

check: $(READY) ## Lint, format, types, layers; changes nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

screenshots: $(READY) ## Make screenshots/ anew from the demo
	$(BIN)/python -m tests.screenshots
	$(BIN)/python -m tests.recording

docs: $(READY) ## Make the reference, the man page, the completions and the table of screens anew from the code
	$(BIN)/python -m tests.resources_index
	$(BIN)/python -m tests.resources_doc
	$(BIN)/python -m tests.reference
	$(BIN)/python -m tests.man
	$(BIN)/python -m tests.parity

bench: $(READY) ## Measure everything beside its peers, in under ten minutes (ARGS="CASE ... --rounds N")
	@$(BIN)/python -m benchmarks $(ARGS)

bench-short: $(READY) ## Measure in a minute; fails where bytes, requests or imports are more than allowed
	@$(BIN)/python -m benchmarks --short $(ARGS)

bench-peers: ## Install visidata, harlequin and posting in .venv-peers, which 'make bench' then measures as well
	@for peer in $(PEERS); do \
		echo "$$peer ..." && python3 -m venv .venv-peers/$$peer && \
		.venv-peers/$$peer/bin/pip install --quiet --disable-pip-version-check --no-deps \
			--requirement benchmarks/peers/$$peer.txt || exit 1; \
	done

lock: ## Renew requirements-dev.lock (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-annotate --no-emit-index-url --custom-compile-command "make lock" --output-file requirements-dev.lock

clean: ## Remove .venv and all that was made
	rm -rf .venv build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
		.ruff_cache snapshot_report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements-dev.lock .ci/venv
	@PYTHON="$(PYTHON)" .ci/venv
