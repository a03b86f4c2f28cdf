# make run: set up and start. make test: set up and run every test. Both work on a machine that has only Python 3.11+.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
JOBS ?= $(shell $(PYTHON) -c "import os; print(max(2, min(4, os.cpu_count() or 2)))")
ARCH ?= x86_64
BIOME := node_modules/.bin/biome check --error-on-warnings

.PHONY: run test check forms types pytest fuzz bench texts clean chromium redis postgresql node vectors newest wheels sbom lock audit release nginx cluster load

run: .venv/app
	$(BIN)/streamlit run server.py --server.port $(PORT)

# What is quick comes first; the types are looked at beside the tests, and say something only when they are wrong.
test: forms chromium redis postgresql nginx
	@$(MAKE) --no-print-directory --jobs=2 types pytest

check: forms types

forms: .venv/dev node_modules/.package-lock.json
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIOME)
	$(BIN)/codespell
	$(BIN)/python -m tools.check_files
	$(BIN)/python -m tools.check_licences
	$(BIN)/python -m geo.check

types: .venv/dev
	@said=$$($(BIN)/mypy 2>&1) || { echo "$$said"; exit 1; }

# In the order of the folders: the dear ones, in the browser, begin and the cheap ones fill up the end. What is compiled is
# kept: pytest rewrites every assertion, and each worker and each server that a test starts would do it all again.
pytest: .venv/dev
	@mkdir -p build
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m slipcover --immediate --source geo,panels --json --out build/coverage.json -m pytest \
		-W ignore::pytest.PytestAssertRewriteWarning -p tests.immediate_coverage tests -n $(JOBS) --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m tools.coverage_by_package build/coverage.json

# What is drawn by chance, drawn anew and 50 times as often; `make fuzz SEED=…` draws the same once more.
fuzz: SEED := $(or $(SEED),$(shell $(PYTHON) -c 'import secrets; print(secrets.randbelow(2**32))'))
fuzz: .venv/dev chromium
	@echo "make fuzz SEED=$(SEED)"
	$(BIN)/python -m pytest tests -n $(JOBS) -m "hypothesis or seeds" --hypothesis-profile=fuzz --hypothesis-seed=$(SEED)

bench: .venv/dev chromium
	$(BIN)/python -m tests.bench.bench

# Three processes behind nginx, with Redis and PostgreSQL, as processes of this machine; no part of `make test`.
cluster: .venv/dev redis postgresql nginx
	$(BIN)/python -m tests.bench.cluster $(if $(READERS),--readers $(READERS))

# Sessions that read at once, beside a bare Streamlit page; takes half an hour. `ARGS` is handed on.
load: .venv/dev redis nginx
	$(BIN)/python -m tests.bench.load $(ARGS)

# The newest Streamlit, folium and streamlit-folium against our tests; no part of `make test`.
newest: chromium redis node
	$(PYTHON) -m tools.newest

texts: .venv/dev
	$(BIN)/python tools/update_texts.py

# Only what the locks name, with its hash: anything else is refused.
INSTALL := pip install --quiet --disable-pip-version-check --require-hashes -r

.venv/app: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/$(INSTALL) requirements.lock
	touch $@

.venv/dev: .venv/app requirements-dev.lock
	$(BIN)/$(INSTALL) requirements-dev.lock
	touch $@

# The locks, for every system, from the files of requirements; what is locked stays as it is while they allow it.
lock: build/tools/done
	build/tools/bin/python -m tools.lock $(if $(NEW),--newest)

# Known weaknesses of what runs, where the network has a database of them.
audit: build/tools/done
	build/tools/bin/python -m tools.audit

build/tools/done: requirements-tools.txt
	$(PYTHON) -m venv build/tools
	build/tools/bin/pip install --quiet --disable-pip-version-check -r requirements-tools.txt
	touch $@

# What Python and JavaScript are both held to, when a rule that stands in both has changed.
vectors: .venv/dev
	$(BIN)/python tools/write_vectors.py

# The scripts of the browser are tested by Node and checked by Biome; nothing of either is sent to a browser.
node:
	@{ command -v node && command -v npm; } >/dev/null || { apt-get update -qq && apt-get install -y -qq nodejs npm; } \
		|| { echo "The scripts' tests need Node: install the packages 'nodejs' and 'npm' and try again."; exit 1; }

node_modules/.package-lock.json: package.json package-lock.json | node
	npm ci --silent --no-audit --no-fund
	touch $@

# The browser tests drive the system's Chromium, where there is one without windows and menus; nothing downloads a browser.
chromium:
	@command -v chromium-headless-shell >/dev/null \
		|| { apt-get update -qq && apt-get install -y -qq chromium chromium-headless-shell; } \
		|| command -v chromium >/dev/null \
		|| { echo "The browser tests need Chromium: install the package 'chromium' and try again."; exit 1; }

# Rooms of several processes are tested with Debian's Redis.
redis:
	@command -v redis-server >/dev/null || { apt-get update -qq && apt-get install -y -qq redis-server; } \
		|| { echo "The tests need Redis: install the package 'redis-server' and try again."; exit 1; }

# What stands before several processes of the app; it is asked whether it takes our configuration.
nginx:
	@command -v nginx >/dev/null || { apt-get update -qq && apt-get install -y -qq nginx-light; } \
		|| { echo "The tests need nginx: install the package 'nginx-light' and try again."; exit 1; }

# Editions are tested with Debian's PostgreSQL as well as with SQLite; where it cannot be installed, these tests are skipped.
postgresql:
	@ls /usr/lib/postgresql/*/bin/pg_ctl >/dev/null 2>&1 || command -v pg_ctl >/dev/null \
		|| { apt-get update -qq && apt-get install -y -qq postgresql; } \
		|| echo "The tests of editions in PostgreSQL are skipped: install the package 'postgresql' for them."

# The packages of deploy/Containerfile, for the Python and the system of its base image, whatever this machine has.
wheels: .venv/app
	@mkdir -p build/wheels
	$(BIN)/pip download --quiet --disable-pip-version-check --only-binary :all: --implementation cp --python-version 3.11 \
		$(addprefix --platform ,manylinux_2_28_$(ARCH) manylinux_2_17_$(ARCH) manylinux2014_$(ARCH)) \
		--require-hashes -d build/wheels -r requirements-mcp.lock

# What runs, as CycloneDX: the packages in an environment that has nothing else, listed by a tool from another one.
sbom:
	@mkdir -p build
	$(PYTHON) -m venv --clear build/sbom/app
	$(PYTHON) -m venv --clear build/sbom/tool
	build/sbom/app/bin/$(INSTALL) requirements-mcp.lock
	build/sbom/app/bin/pip uninstall --quiet --yes setuptools pip
	build/sbom/tool/bin/pip install --quiet --disable-pip-version-check -r requirements-sbom.txt
	build/sbom/tool/bin/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible \
		--output-format JSON --output-file build/sbom.json build/sbom/app/bin/python

# What is committed, as archives with their checksums: the same bytes from the same commit, whoever makes them.
release: NAME = caravanserai-$(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
release:
	@rm -rf build/release && mkdir -p build/release
	git archive --format=tar --prefix=$(NAME)/ HEAD | gzip -9 -n > build/release/$(NAME).tar.gz
	TZ=UTC git archive --format=zip --prefix=$(NAME)/ -o build/release/$(NAME).zip HEAD
	cd build/release && sha256sum $(NAME).tar.gz $(NAME).zip > SHA256SUMS

clean:
	rm -rf .venv build node_modules
