# Lan Toả. Two commands are enough: `make run` starts everything, `make test` checks everything.
#
# A fresh Debian 12 with git, make and Python 3.11 is all it takes: the environment, uv included,
# is made here from requirements*.txt (hashes checked). What may be set from outside:
#   PORT=8000  ZALO_SIMULATOR_PORT=8099  LANTOA_VAR=./var  PYTHON=python3.11

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
ZALO_SIMULATOR_PORT ?= 8099
LANTOA_VAR ?= $(CURDIR)/var
PYTEST_WORKERS ?= 2
BENCH ?= short
export BENCH PORT ZALO_SIMULATOR_PORT LANTOA_VAR

PY := .venv/bin/python
UV := .venv/uv/bin/uv
# A stamp carries the hash of what it stands for: a new time on the file alone changes nothing.
hash = $(shell sha256sum $(1) | cut -c1-16)
UV_STAMP := .venv/.uv-$(call hash,requirements-uv.txt)
RUN_STAMP := .venv/.run-$(call hash,requirements.txt)
DEV_STAMP := .venv/.dev-$(call hash,requirements-dev.txt)
PYTEST := $(PY) -m pytest
# Debian's programs for sound, named as their packages are.
SOUND := ffmpeg espeak-ng
CODE := broadcast campaigns cms outreach media tests scripts manage.py

.PHONY: run setup env demo-reset backup restore test bench browser kill postgres lint format check messages requirements help

run: $(RUN_STAMP) ## Chạy toàn bộ hệ thống (lần đầu tự cài đặt và nạp dữ liệu mẫu)
	@scripts/need $(SOUND) || echo "Chưa xử lý được bản ghi âm; các phần khác vẫn chạy."
	@exec $(PY) -m scripts.run

setup: $(RUN_STAMP) ## Cài đặt, tạo cơ sở dữ liệu và nạp dữ liệu mẫu, nhưng chưa chạy
	@exec $(PY) -m scripts.run --setup-only

env: $(RUN_STAMP) ## Chỉ cài các gói cần để chạy (máy chủ thật: xem docs/van-hanh.md)

demo-reset: $(RUN_STAMP) ## Xoá dữ liệu trong LANTOA_VAR và nạp lại dữ liệu mẫu
	@exec $(PY) -m scripts.run --setup-only --from-nothing

backup: $(RUN_STAMP) ## Sao lưu cơ sở dữ liệu, tệp và khoá vào một tệp (TO=thư mục, KEEP=số bản giữ lại)
	@$(PY) manage.py backup $(if $(TO),--to "$(TO)") $(if $(KEEP),--keep $(KEEP))

restore: $(RUN_STAMP) ## Phục hồi từ FROM=tệp; thêm OVERWRITE=1 mới ghi đè dữ liệu đang có
	@$(PY) manage.py restore "$(FROM)" $(if $(OVERWRITE),--overwrite)

test: $(DEV_STAMP) ## Chạy bộ kiểm thử mặc định (SQLite)
	@scripts/need $(SOUND)
	$(PYTEST) -n $(PYTEST_WORKERS)

bench: $(DEV_STAMP) ## Đo tốc độ so với các cách làm khác (BENCH=full: cỡ thật; ONLY="drain tick": chỉ vài phép đo)
	@scripts/need $(SOUND)
	@env -u DATABASE_URL -u CELERY_BROKER_URL DURABLE=1 scripts/with-services $(PY) -m scripts.bench $(ONLY)

browser: $(DEV_STAMP) ## Kiểm thử các hành trình trong trình duyệt (cần Chromium của Debian)
	$(PYTEST) -n $(PYTEST_WORKERS) tests/browser

# RUNS=200 takes about a quarter of an hour; DATABASE=sqlite or postgres, both by default; a run is
# repeated by RUNS=1 with its SEED and DATABASE; OUT names the file of raw data.
RUNS ?= 6
SEED ?= 1
DATABASE ?= both
OUT ?=
kill: $(DEV_STAMP) ## Tắt đột ngột mọi tiến trình khi đang gửi, đếm tin mất và tin gửi hai lần
	$(PYTEST) -q tests/kill
	@$(PY) -m tests.kill --runs $(RUNS) --seed $(SEED) --database $(DATABASE) $(if $(OUT),--out $(OUT))

# The makers know no database: to make sounds and pictures once more would show nothing new.
postgres: $(DEV_STAMP) ## Chạy bộ kiểm thử mặc định trên PostgreSQL và Redis
	scripts/with-services $(PYTEST) -n $(PYTEST_WORKERS) --ignore tests/media

lint: $(DEV_STAMP) ## Soát mã nguồn: định dạng, kiểu, ranh giới giữa các phòng, mẫu trang, migration
	.venv/bin/ruff check $(CODE)
	.venv/bin/ruff format --check $(CODE)
	.venv/bin/lint-imports --no-cache
	.venv/bin/mypy
	find $(wildcard broadcast campaigns cms outreach media) -name '*.html' -print0 | xargs -0 -r .venv/bin/djhtml --check
	LANTOA_DEMO=1 $(PY) manage.py makemigrations --check --dry-run

format: $(DEV_STAMP) ## Định dạng lại mã nguồn và mẫu trang
	.venv/bin/ruff check --fix-only $(CODE)
	.venv/bin/ruff format $(CODE)
	find $(wildcard broadcast campaigns cms outreach media) -name '*.html' -print0 | xargs -0 -r .venv/bin/djhtml

check: lint test ## Soát mã nguồn rồi chạy bộ kiểm thử mặc định

messages: $(RUN_STAMP) ## Thêm câu chữ mới của Wagtail, Django vào tệp dịch .po rồi biên dịch thành .mo
	@LANTOA_DEMO=1 $(PY) -m scripts.messages
	@LANTOA_DEMO=1 $(PY) manage.py compile_translations

requirements: $(UV_STAMP) ## Tính lại các tệp requirements*.txt từ pyproject.toml
	UV_CUSTOM_COMPILE_COMMAND="make requirements" $(UV) pip compile -q pyproject.toml $(COMPILE) -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make requirements" $(UV) pip compile -q --group dev pyproject.toml $(COMPILE) -c requirements.txt -o requirements-dev.txt
COMPILE := --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links

help: ## Các lệnh có thể dùng
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' \
		| while IFS=$$'\t' read -r name text; do printf '  make %-13s %s\n' "$$name" "$$text"; done

# --- The environment ------------------------------------------------------------------------

$(UV_STAMP):
	@PYTHON="$(PYTHON)" scripts/bootstrap
	@rm -f .venv/.uv-*; touch $@

$(RUN_STAMP): | $(UV_STAMP)
	@echo "Đang cài các gói cần để chạy…"
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements.txt
	@rm -f .venv/.run-*; touch $@

$(DEV_STAMP): | $(RUN_STAMP)
	@echo "Đang cài các gói cần để kiểm thử…"
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements-dev.txt
	@rm -f .venv/.dev-*; touch $@
