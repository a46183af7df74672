# Every target first brings `.venv` up to date (instant when nothing changed); only Python 3.11+ and make are needed.
PYTHON ?= python3
RUN := .venv/bin/python -m

.DEFAULT_GOAL := list
.NOTPARALLEL:
.PHONY: list ready demo test up dashboards check docs bench bench-faults fix lock clean

list: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

ready: ## .venv as requirements.txt says, and nothing else
	@$(PYTHON) scripts/bootstrap.py

demo: ready ## from reports to published rollups, through the real DAGs; INBOX=directory for other reports
	@INBOX="$(or $(INBOX),samples)" $(RUN) district_reports.demo

# Files of tests share the cores; those that take longest begin first.
TOGETHER := --numprocesses auto --maxprocesses 4 --no-loadscope-reorder

test: ready ## all tests: integration, browser, repository, unit
	@$(RUN) pytest $(TOGETHER) tests/integration/history tests/browser tests/integration tests/repo tests/unit

up: ready ## Airflow's web interface and scheduler on this machine, until Ctrl-C; WEB_PORT=8080 to choose
	@$(RUN) district_reports.airflow_services

dashboards: ready ## Superset's dashboards on this machine, until Ctrl-C; DASHBOARDS_PORT=8088 to choose
	@$(PYTHON) scripts/bootstrap.py dashboards
	@$(RUN) district_reports.dashboards

check: ready ## linters, types, layer rules, unit and repository tests
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@.venv/bin/lint-imports --no-cache
	@.venv/bin/sqlfluff lint --processes 0 dbt_project/models
	@$(RUN) pytest -q $(TOGETHER) tests/repo tests/unit

docs: ready ## what every model and column means, as one page: .local/dbt_docs/index.html
	@$(RUN) district_reports.warehouse.building.model_docs

bench: ready ## benchmarks against what others need for the same work: prints ratios, writes bench/results.json
	@$(RUN) bench.workbook
	@$(RUN) bench.build
	@$(RUN) bench.gate
	@$(RUN) bench.dashboards
	@$(RUN) bench.dashboard_pages

bench-faults: ready ## how many of the faults put into clean submissions the rules catch; writes docs/faults.md
	@$(RUN) bench.faults

fix: ready ## what the linters can repair
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .
	@.venv/bin/sqlfluff fix --processes 0 --quiet dbt_project/models

lock: ready ## requirements.in → requirements.txt, ours and the dashboards': every version, with hashes
	@for name in requirements dashboards/requirements; do $(RUN) uv pip compile $$name.in \
		--output-file $$name.txt --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" --quiet $(if $(UPGRADE),--upgrade) || exit 1; done
	@{ echo '# The installer that installs everything else; made from requirements.txt by `make lock`.'; \
		awk '/^uv==/ {found = 1} found && / # via/ {exit} found' requirements.txt; } > requirements-bootstrap.txt

clean: ## forget everything made here: archive, embedded database, pages, .venv
	@if [ -x .venv/bin/python ]; then .venv/bin/python scripts/remove_database.py; fi
	@rm -rf .local .venv .venv-dashboards .mypy_cache .ruff_cache .pytest_cache dbt_project/target dbt_project/logs
