# Two commands do everything on a fresh machine with Python 3.11 or later and make: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := uv==0.13.9

.PHONY: run test check validate bench lock clean

run: $(VENV)/.runtime
	$(BIN)/streamlit run streamlit_app.py $(RUN_OPTIONS)

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto --dist loadfile $(TEST_OPTIONS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

validate: $(VENV)/.dev
	$(BIN)/python -m tests.validation.report

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench.run

lock: $(VENV)/.uv
	$(BIN)/uv pip compile --quiet --no-header --generate-hashes --universal --python-version 3.11 --no-emit-index-url requirements.txt -o requirements.lock
	$(BIN)/uv pip compile --quiet --no-header --generate-hashes --universal --python-version 3.11 --no-emit-index-url requirements-dev.txt -o requirements-dev.lock

$(VENV)/.uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	touch $@

$(VENV)/.runtime: requirements.lock | $(VENV)/.uv
	$(BIN)/uv pip install --quiet --require-hashes --python $(BIN)/python -r requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/.uv
	$(BIN)/uv pip install --quiet --require-hashes --python $(BIN)/python -r requirements-dev.lock
	touch $@ $(VENV)/.runtime

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache out
