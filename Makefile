# Every target works as the first command on a fresh clone: each asks for what
# it needs, and what is already there is not made again.
# On Windows, README.md says the same in PowerShell.

VENV := .venv
NEWEST := .venv-newest
MUTATOR := cosmic-ray==8.7.0
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
NODE_INSTALLED := node_modules/.package-lock.json
TRANSLATIONS := $(patsubst %.ts,%.qm,$(wildcard resources/translations/*.ts))
SYSTEM := scripts/install-system-libraries
# The system's name as Python and mypy say it.
PLATFORM := $(if $(filter Darwin,$(shell uname)),darwin,linux)
# A window needs a screen: a virtual one where there is no other.
SCREEN := $(if $(DISPLAY)$(WAYLAND_DISPLAY),,screen)

# Node.js comes from .venv too, locked like the rest: a distribution's may be too old.
export PATH := $(CURDIR)/$(BIN):$(PATH)

# More arguments for the program, pytest or the benchmarks: make run ARGS="--port 8080"
ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## Says what each target does
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 22

.PHONY: run
run: system-window translations ## Starts the app
	scripts/with-screen $(BIN)/python -m classroom_app $(ARGS)

.PHONY: demo
demo: system-window translations ## Starts the app on a sample lesson with twelve simulated students
	scripts/with-screen $(BIN)/python -m classroom_app --demo $(ARGS)

# Two things beside each other at most: that many cores every computer has. A worker keeps the
# tests of a file together until the other has nothing left, so what a file shares is made once.
.PHONY: check
check: export QT_QPA_PLATFORM := offscreen
check: system-test translations $(NODE_INSTALLED) ## Runs lint for this system and the unit tests: for every save
	$(MAKE) --no-print-directory --jobs 2 --output-sync lint-types-$(PLATFORM) lint-python lint-pages
	npm test
	$(BIN)/python -m pytest tests/unit --numprocesses 2 --dist worksteal $(ARGS)

.PHONY: test
test: export QT_QPA_PLATFORM := offscreen
test: system-test translations $(NODE_INSTALLED) ## Runs every test: the student page's, then Python's in two processes
	npm test
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(ARGS)

.PHONY: coverage
coverage: export QT_QPA_PLATFORM := offscreen
coverage: system-test translations $(NODE_INSTALLED) ## Runs every Python test and says which branches none takes
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --cov $(ARGS)

# What says something about the database: all that stores and reads, and what kills and restarts.
ON_POSTGRESQL := tests/postgresql $(wildcard tests/integration/test_contract_*.py) \
	$(addprefix tests/integration/test_, \
	conformance.py android_rest.py attendance.py comfort.py filled_class.py helper_routes.py \
	lesson_library.py missed_messages.py new_code.py numbers.py privacy.py questions.py remote.py removed_phone.py rights.py \
	roster_store.py step_reasons.py visits.py) \
	tests/unit/storage tests/unit/bootstrap tests/faults/test_killed.py tests/faults/test_clock.py

.PHONY: test-postgresql
test-postgresql: export QT_QPA_PLATFORM := offscreen
test-postgresql: system-test translations ## Runs what stores, reads, kills and restarts against PostgreSQL
	$(BIN)/python -m pytest --database postgresql --numprocesses 2 --dist loadfile $(ON_POSTGRESQL) $(ARGS)

.PHONY: test-newest
test-newest: export QT_QPA_PLATFORM := offscreen
test-newest: system-test translations ## Runs unit and integration tests with the newest version of everything
	scripts/make-venv $(NEWEST)
	mkdir -p build
	$(BIN)/python scripts/newest.py > build/newest.txt
	$(BIN)/uv pip install --quiet --python $(NEWEST)/bin/python --prerelease disallow \
		--override build/newest.txt -r pyproject.toml --extra postgresql --group dev
	$(BIN)/uv pip install --quiet --python $(NEWEST)/bin/python --no-deps --no-build-isolation -e .
	@echo "Other versions than those of the lock:"
	@$(BIN)/uv pip freeze --quiet --python $(NEWEST)/bin/python | grep -oE '^[^ ]+==[^ ]+' \
		| LC_ALL=C sort > build/newest-installed.txt
	@grep -oE '^[^ ]+==[^ ]+' requirements-dev.lock | LC_ALL=C sort \
		| LC_ALL=C comm -13 - build/newest-installed.txt
	$(NEWEST)/bin/python -m pytest tests/unit tests/integration $(ARGS)

.PHONY: test-windows
test-windows: system-test translations $(NODE_INSTALLED) ## Runs what can be tested of Windows here: under Wine, with real windows
	scripts/windows/make-windows-python build/windows requirements-dev.lock
	scripts/windows/run-tests build/windows $(ARGS)

.PHONY: lint
lint: lint-types lint-python lint-pages ## Runs every check: ruff, mypy, import-linter, the phones' pages

.PHONY: lint-python
lint-python: install
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports

.PHONY: lint-pages
lint-pages: $(NODE_INSTALLED)
	npm run --silent lint

# Code that stands behind `sys.platform` is checked for that system alone.
.PHONY: lint-types
lint-types: install
	$(MAKE) --no-print-directory --jobs 2 --output-sync lint-types-linux lint-types-win32 lint-types-darwin
lint-types-%:
	$(BIN)/mypy --platform $* --cache-dir .mypy_cache/$*

.PHONY: format
format: install $(NODE_INSTALLED) ## Formats Python, JavaScript and CSS, and mends what ruff can mend
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	npm run format

.PHONY: bench
bench: system-window translations ## Measures: many students, one class
	scripts/with-screen $(BIN)/python -m tests.benchmarks $(ARGS)

.PHONY: desks
desks: system-window translations ## Eight windows lead eight classes on one PostgreSQL (ARGS="--seconds 120")
	@$(SYSTEM) postgresql
	scripts/with-screen $(BIN)/python -m tests.desks $(ARGS)

.PHONY: faults
faults: export QT_QPA_PLATFORM := offscreen
faults: export FAULTS := full
faults: system-test translations ## Kills, full disks, bad networks and clocks at full size (ROUNDS=100, SEED=…)
	$(BIN)/python -m pytest -s --timeout 0 -o faulthandler_timeout=0 tests/faults $(ARGS)

.PHONY: fuzz
fuzz: system-window translations ## A million mutated frames and raw HTTP at a class of 20 phones (ARGS="--frames 10000")
	$(BIN)/python -m tests.fuzz $(ARGS)

.PHONY: attack
attack: system-window translations ## What a stranger's laptop can do to a class of 30 phones (ARGS="--list", ARGS=pings)
	scripts/with-screen $(BIN)/python -m tests.attacks $(ARGS)

.PHONY: mutants
mutants: system-test translations ## Puts faults into the code and counts those that tests notice (ARGS="--minutes 10")
	$(BIN)/uv run --quiet --no-project --python $(BIN)/python --with $(MUTATOR) scripts/mutants.py $(ARGS)

.PHONY: soak
soak: system-test translations ## Thirty minutes of five real browser tabs through kills and network cuts
	$(BIN)/python -m tests.browser.soak $(ARGS)

.PHONY: screenshots
screenshots: system-test translations ## Makes the pictures in docs/images: of the student's page and of the window
	$(BIN)/python -m tests.browser.screenshots
	$(BIN)/python scripts/screenshots.py

.PHONY: lesson-pictures
lesson-pictures: system-test install ## Draws the pictures of the sample lessons anew, with their marks (ARGS=FOLDER: only sheets to look at)
	$(BIN)/python -m scripts.lesson_pictures $(ARGS)

.PHONY: bench-window
bench-window: system-window translations ## Measures: the real window while half of 1,000 students finish
	scripts/with-screen $(BIN)/python -m tests.benchmarks.window_storm $(ARGS)

.PHONY: translations
translations: install $(TRANSLATIONS) pages ## Compiles resources/translations/*.ts for the source tree

.PHONY: pages
pages: install ## Minifies the phones' pages for the source tree
	@$(BIN)/python scripts/minify_pages.py

.PHONY: texts
texts: install ## Brings new texts of the window into resources/translations/*.ts
	for file in resources/translations/*.ts; do \
		$(BIN)/pyside6-lupdate -silent -no-obsolete -locations none $$(git ls-files 'classroom_app/gui/*.py') -ts $$file || exit; \
	done

.PHONY: specs
specs: install ## Writes docs/asyncapi.yaml and docs/openapi.yaml from the message types
	$(BIN)/python scripts/specs.py

.PHONY: schema
schema: install ## Writes migrations/schema.sql from the migrations
	$(BIN)/python scripts/schema.py

.PHONY: dist
dist: install ## Builds the wheel and the source archive into dist/
	$(BIN)/python -m hatchling build

.PHONY: package
package: install ## Builds what needs no Python: the .deb, the portable archive, the list of parts
	@$(SYSTEM) package
	$(BIN)/python packaging/build.py

.PHONY: test-package
test-package: package ## Installs the .deb in a clean system and leads a class with it (as root)
	@$(SYSTEM) package screen postgresql keyring
	$(BIN)/python -m pytest tests/package/test_linux_folder.py tests/package/test_deb.py $(ARGS)

.PHONY: package-windows
package-windows: install ## Builds the Windows installer, under Wine (SIGN_PKCS12=… signs it)
	@$(SYSTEM) package-windows
	$(BIN)/python packaging/windows.py

.PHONY: test-package-windows
test-package-windows: package-windows ## Installs it in a fresh Wine prefix, leads a class, upgrades, removes it
	@$(SYSTEM) package-windows screen postgresql
	$(BIN)/python -m pytest tests/package/test_windows_folder.py tests/package/test_windows.py $(ARGS)

.PHONY: audit
audit: install ## Looks the locked versions up among known vulnerabilities (needs the internet)
	$(BIN)/uv tool run pip-audit --strict --disable-pip --require-hashes -r requirements.lock
	$(BIN)/uv tool run pip-audit --strict --disable-pip --require-hashes -r requirements-package.lock

.PHONY: install
install: $(INSTALLED) ## Makes .venv from the lock file

.PHONY: lock
lock: install ## Renews the lock files after a change of pyproject.toml (ARGS=--upgrade for newer versions)
	$(LOCK) pyproject.toml -o requirements.lock $(ARGS)
	$(LOCK) -c requirements.lock pyproject.toml --group dev -o requirements-dev.lock $(ARGS)
	$(LOCK) -c requirements.lock pyproject.toml --group package -o requirements-package.lock $(ARGS)

.PHONY: clean
clean: ## Removes all that make has made
	rm -rf $(VENV) $(NEWEST) node_modules build dist htmlcov .coverage .coverage.*
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf resources/translations/*.qm resources/minified

# One resolution for all systems, with hashes and without any address.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-strip-extras --generate-hashes \
	--extra postgresql --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: system-window system-test
system-window:
	@$(SYSTEM) tools window $(SCREEN)
system-test:
	@$(SYSTEM) tools window pdf screen pictures browser clients faults postgresql keyring

$(BIN)/python:
	scripts/make-venv $(VENV)

$(INSTALLED): requirements-dev.lock | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(NODE_INSTALLED): package-lock.json | $(INSTALLED)
	npm ci --no-audit --no-fund
	@touch $@

resources/translations/%.qm: resources/translations/%.ts | $(INSTALLED)
	$(BIN)/pyside6-lrelease -silent $< -qm $@
