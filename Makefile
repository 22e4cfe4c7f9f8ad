# The face of the project: bare `make` explains it.
# STUDY=… and other NAME=value words go to the command as they are; it checks them.

RUN := .venv/bin/python -m analysis

.PHONY: help report status validate study instrument verify sums test bench pictures lab lock advisories clean

help:
	@echo "make report     de rapporten maken / build the reports"
	@echo "make status     welke pagina's actueel zijn / which pages are current"
	@echo "make validate   alleen de gegevens controleren / only check the data"
	@echo "make study      een nieuwe studie: NAME=… / a new study: NAME=…"
	@echo "make instrument vragenlijst en leidraad opnieuw: STUDY=… / questionnaire and guide again"
	@echo "make verify     twee keer bouwen, elke byte vergelijken / build twice, compare every byte"
	@echo "make sums       reports/SHA256SUMS vernieuwen / renew reports/SHA256SUMS"
	@echo "make test       alle tests / all tests"
	@echo "make bench      hoe lang het duurt / how long it takes"
	@echo "make pictures   de afbeeldingen in de documentatie opnieuw / the documentation's pictures again"
	@echo "make lab        de notebooks openen / open the notebooks"
	@echo "make lock       requirements.lock vernieuwen / renew requirements.lock"
	@echo "make advisories bekende lekken in de pakketten / known advisories on the packages"
	@echo "make clean      weggooien wat gemaakt is / throw away what was built"
	@echo
	@echo "STUDY=…         een andere studie in data/raw / another study in data/raw"
	@echo "LANGUAGE=nl     één taal / one language (nl, en)"
	@echo "CASE=…          een pagina over één gemeente / a page about one municipality (all)"
	@echo "BASELINE=…      de studie ernaast / the study beside it (gemeenten-2015)"
	@echo
	@echo "Alle instellingen / all settings: .venv/bin/python -m analysis report --help"

.venv/made: requirements.lock pyproject.toml setup.sh
	@sh setup.sh

report status validate study instrument verify sums: .venv/made
	@$(RUN) $@ $(MAKEOVERRIDES)

test: .venv/made
	@echo "ruff check" && .venv/bin/ruff check
	@echo "ruff format" && .venv/bin/ruff format --check
	@echo "mypy" && .venv/bin/mypy
	@echo "pytest" && .venv/bin/python -m pytest

bench: .venv/made
	@$(RUN:analysis=benchmarks) run build/bench.json

pictures: report
	@PYTHONPATH=tests .venv/bin/python -m browser.pictures

lab: .venv/made
	@.venv/bin/jupyter lab --notebook-dir=notebooks

lock: .venv/made
	@.venv/bin/python -m uv pip compile pyproject.toml --extra test --universal \
		--fork-strategy fewest --generate-hashes --python-version 3.11 --no-emit-index-url \
		--no-emit-find-links --no-header --quiet --upgrade --output-file requirements.lock

advisories: .venv/made
	@sh .ci/advisories

clean:
	@rm -rf build data/processed reports/*/ .pytest_cache .mypy_cache .ruff_cache .hypothesis
