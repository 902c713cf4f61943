# The commands of the project: `make help` lists them. Works with GNU Make 3.81 and later.

MANUSCRIPT ?= manuscript
OUT ?= dist

# The Python that .venv was made with comes first; a pyenv shim may be there and not run, so each is tried.
ifeq ($(origin PYTHON),undefined)
PYTHON := $(shell for python in .venv/bin/python python3.13 python3.12 python3.11 python3; do \
	"$$python" -ISc 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && exit; \
	done; echo python3)
endif

# On macOS the loader does not look into Homebrew's folders, and the shell drops the variable unless it is set here.
ifeq ($(shell uname -s),Darwin)
LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH="$$HOME/lib:/opt/homebrew/lib:/usr/local/lib:/usr/lib"
endif

SET_UP = command -v "$(PYTHON)" >/dev/null || { \
	echo "publish needs Python 3.11 or newer: apt-get install python3-venv, or brew install python" >&2; exit 3; }; \
	$(LIBRARIES) "$(PYTHON)" -IS tools/setup.py
PUBLISH = $(LIBRARIES) .venv/bin/publish
BIN = .venv/bin
LOCK = $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.PHONY: all epub pdf proof preview check verify test fuzz bench format accept lock clean help set-up set-up-dev

all: set-up ## set up, then build every output of the manuscript (MANUSCRIPT=folder OUT=folder)
	@$(PUBLISH) build "$(MANUSCRIPT)" --out "$(OUT)"

epub: set-up ## build the EPUB
	@$(PUBLISH) build "$(MANUSCRIPT)" --to epub --out "$(OUT)"

pdf: set-up ## build the screen PDF and the press PDF
	@$(PUBLISH) build "$(MANUSCRIPT)" --to screen,press --out "$(OUT)"

proof: set-up ## draw proof sheets of the press PDF: pages, contact sheet, separations
	@$(PUBLISH) proof "$(MANUSCRIPT)" --out "$(OUT)"

preview: set-up ## show the manuscript in your browser, anew at each save
	@$(PUBLISH) preview "$(MANUSCRIPT)"

check: set-up ## check the manuscript, build nothing
	@$(PUBLISH) check "$(MANUSCRIPT)"

verify: set-up-dev ## run independent validators on what was built
	@$(PUBLISH) verify "$(OUT)"

test: set-up-dev ## run every test and every check of the code
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy tools/setup.py
	@$(BIN)/lint-imports
	@$(LIBRARIES) $(BIN)/pytest -n auto

fuzz: set-up-dev ## build made-up manuscripts for five minutes (FUZZ="--seed 7 --seconds 3600 --jobs 2 --keep folder")
	@$(LIBRARIES) nice $(BIN)/python tools/fuzz.py $(FUZZ)

bench: set-up-dev ## measure how long builds take, beside pandoc and WeasyPrint (BENCH="--quick --only screen")
	@$(LIBRARIES) $(BIN)/python -m tools.bench $(BENCH)

format: set-up-dev ## format the code, and mend what can be mended by itself
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

accept: set-up-dev ## take what is drawn now as the golden files of the tests
	@$(LIBRARIES) $(BIN)/pytest --accept

# The backend that installs the project itself is pinned with the packages, and the tool that pins with those of the tests.
lock: set-up-dev ## pin the newest packages that pyproject.toml allows
	@printf 'hatchling\neditables\n' | $(LOCK) --upgrade pyproject.toml - --output-file requirements.lock
	@printf 'uv\n' | $(LOCK) --upgrade --group pyproject.toml:dev --constraint requirements.lock - \
		--output-file requirements-dev.lock
	@cd tools/node && npm update --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## remove what was built: dist/ and caches
	@rm -rf dist build .cache .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

set-up:
	@$(SET_UP)

set-up-dev:
	@$(SET_UP) --dev
