# make demo and make test set themselves up: they need git, make and Python >= 3.11, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_ARGS ?=
DRILL_ARGS ?=

.PHONY: demo test check bench drill samples pins clean

demo: $(VENV)/.run-ready
	@$(BIN)/jixiao demo $(DEMO_ARGS)

test: $(VENV)/.test-ready
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

check: $(VENV)/.test-ready
	$(BIN)/ruff format --check src tests benchmarks drills tools
	$(BIN)/ruff check src tests benchmarks drills tools
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench-ready
	$(BIN)/python -m benchmarks

# Kills servers and restores copies; DRILL_ARGS="--scale 0.1" for a short one.
drill: $(VENV)/.run-ready
	@$(BIN)/python -m drills $(DRILL_ARGS)

# Rewrites the sample documents from samples/shanghai-2020/forms.json.
samples: $(VENV)/.test-ready
	$(BIN)/python -m tools.build_samples

# Writes the versions now installed, without addresses, as the project's pins.
pins: $(VENV)/.bench-ready
	@{ echo '# Versions that were tried together; constraints for pip, no addresses. Made by `make pins`.'; \
	   $(BIN)/pip freeze --exclude-editable --exclude jixiao; } > pins.txt

$(VENV)/.run-ready: pyproject.toml pins.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo '需要 Python 3.11 或更高版本；可用 make PYTHON=python3.12 指定。'; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo '正在安装所需的软件包，第一次约需一两分钟……' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c pins.txt -e .
	@touch $@

$(VENV)/.test-ready: $(VENV)/.run-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c pins.txt -e '.[test]'
	@touch $@

$(VENV)/.bench-ready: $(VENV)/.test-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c pins.txt -e '.[test,bench]'
	@touch $@

clean:
	rm -rf $(VENV) build dist
