"""Tells, beside the pages, what each file was made from: for people, and for archives."""

from __future__ import annotations

from dataclasses import replace

from analysis.report import files
from analysis.report.crate import Crate
from analysis.report.origins import code_of
from analysis.report.provenance import PROJECT, package
from analysis.report.record import Origin, Record, Written
from analysis.report.runs import CRATE, NAME, Run, provenance_json, runs_of
from analysis.report.status import Standing
from analysis.schema import Study


def accounted(study: Study, record: Record, standing: Standing) -> Record:
    """Write both accounts of a record; return the record with them in it.

    They are made of the record alone, so they are written anew after each build, however little
    it made: a few milliseconds. The same record gives the same bytes.
    """
    runs, facts = runs_of(record, standing.digests), package()
    _write(NAME, provenance_json(study.name, facts, runs), standing)
    sha256 = {path: sha for run in runs for path, sha in run.outputs.items()}
    sha256[standing.folders.report(NAME)] = standing.digests.of(standing.folders.report(NAME))
    folder = standing.folders.report("")
    inside = {path: sha for path, sha in sha256.items() if path.startswith(folder)}
    sizes = {path: standing.digests.place(path).stat().st_size for path in inside}
    _write(CRATE, Crate(study, facts, runs, folder, sizes, inside).text(), standing)
    origin = _origin(runs, standing)
    written = {
        path: Written(standing.digests.of(path), origin)
        for path in map(standing.folders.report, (NAME, CRATE))
    }
    return replace(record, written={**record.written, **written})


def _write(name: str, text: str, standing: Standing) -> None:
    files.write(standing.folders.reports / name, text.encode())


def _origin(runs: list[Run], standing: Standing) -> Origin:
    """Every file that is told of as it is now, and the code that tells."""
    told = {path for run in runs for path in (*run.inputs, *run.code, *run.outputs)}
    return standing.now(sorted({*told, *code_of("analysis.report.account"), PROJECT}))
