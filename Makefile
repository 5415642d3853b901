# The cockpit's commands. `make` alone lists them; CI calls the same ones.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE = 1

.DEFAULT_GOAL := help
.PHONY: help run test slow check format bench bench-viewers bench-scale bench-upkeep soak shots sample lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-13s %s\n", $$1, $$2}'

$(VENV)/ready: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/s3/ready: $(VENV)/ready requirements-s3.txt
	$(PYTHON) -m venv $(VENV)/s3
	$(VENV)/s3/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-s3.txt
	@touch $@

run: $(VENV)/ready ## set up, fill the store on the first start, serve on 127.0.0.1
	@$(BIN)/python -m cockpit fill
	@$(BIN)/python -m cockpit serve --port $(PORT)

test: $(VENV)/ready-dev check ## set up Chromium and a Chinese font, then check and run the suite
	@sh tests/browser/ensure_chromium.sh
	@sh tests/deploy/ensure_nginx.sh
	$(BIN)/python -m pytest -n 2 --dist loadgroup --max-worker-restart 0 -m "not slow" --durations=5

slow: $(VENV)/ready-dev $(VENV)/s3/ready ## the long forms: 200 killed loads, 50 killed servers and more, with what was lost
	@sh tests/browser/ensure_chromium.sh
	@sh tests/deploy/ensure_postgres.sh
	$(BIN)/python -m pytest -m slow -rP --durations=0

check: $(VENV)/ready-dev ## format, lint, types, SQL
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar queries cockpit/warehouse

format: $(VENV)/ready-dev ## rewrite in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/ready-dev ## print the benchmarks
	@sh tests/browser/ensure_chromium.sh
	$(BIN)/python -m benchmarks

bench-viewers: $(VENV)/ready-dev ## 1 to 100 analysts, 1,000 walls, both on one server, two behind nginx
	@sh tests/deploy/ensure_nginx.sh
	$(BIN)/python -m benchmarks.viewers

bench-scale: $(VENV)/ready-dev ## 400 to 50,000 projects: loads, pages, beside other engines
	$(BIN)/python -m benchmarks.volumes

bench-upkeep: $(VENV)/ready-dev ## a year of daily loads and 100,000 reports, before and after tidy
	$(BIN)/python -m benchmarks.upkeep

soak: $(VENV)/ready-dev ## an hour of a rotating 4K wall and one of the deck, sampled every minute
	@sh tests/browser/ensure_chromium.sh
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m benchmarks.soak --screen deck

shots: $(VENV)/ready-dev ## write every screen to shots/
	@sh tests/browser/ensure_chromium.sh
	$(BIN)/python -m benchmarks.shots

sample: $(VENV)/ready-dev ## make the demonstration ledger anew
	$(BIN)/python -m data.sample.make_sample data/sample

lock: $(VENV)/ready-dev ## compile requirements.in and its two sisters
	$(BIN)/python -m piptools compile --quiet --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links -o requirements.txt requirements.in
	$(BIN)/python -m piptools compile --quiet --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links -o requirements-dev.txt requirements-dev.in
	$(BIN)/python -m piptools compile --quiet --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links -o requirements-s3.txt requirements-s3.in

clean: ## remove the virtual environment and caches; the store in data/lake stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache shots
