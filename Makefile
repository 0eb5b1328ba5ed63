# Kabinet, in a few words. `make` or `make help` lists them; each calls a script that explains itself.
SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help run dev test fuzz scale check client release size bench-report bench-page clean

PROFILE ?= release

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Installs what is missing, builds everything, fills a demo agency and serves http://127.0.0.1:8080
	@scripts/run

dev: ## The same page for developers: client and server are rebuilt on every save
	@scripts/dev

test: ## Unit tests, room stories on SQLite and PostgreSQL, HTTP tests, journeys in a browser
	@scripts/test

fuzz: ## Tries damaged reports for a minute
	@KABINET_FUZZ_SECONDS=60 scripts/test fuzz

scale: ## Compares the engine of the report with SQL: a million facts, a thousand selections, both databases
	@KABINET_SCALE_FACTS=1000000 KABINET_SCALE_SELECTIONS=1000 scripts/test scale

check: ## Formatting, lints, licences, documentation, what may go into the client, sizes
	@scripts/check

client: ## Builds the client into dist/ (PROFILE=release or dev)
	@scripts/prepare client && scripts/client $(PROFILE)

release: ## Builds one file to copy to a server: target/release/kabinet with the client inside
	@scripts/release

size: ## What the browser downloads, against the budgets
	@scripts/size

bench-report: ## Measures the engine of the report against what people would use instead (ROWS=1000000, ENGINES=cube: every click)
	@scripts/bench-report

bench-page: ## Measures the page of the report: from a click to painted with a million rows, and starts with an empty cache
	@scripts/bench-page

clean: ## Removes what was built here; tools and compiled crates stay in the cache
	@rm -rf dist target public/vendor end2end/node_modules bench/node_modules end2end/results end2end/report
