"""A process that makes pages from what it is sent, in a folder of its own, with warm kernels.

``python -m analysis.report.elsewhere`` reads one JSON value a line and answers each with one:
first the files that pages are made from, then a page at a time. When nobody can send it more, it
ends, with its kernels and its folder.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from analysis.folders import ELSEWHERE
from analysis.parameters import settings
from analysis.report.jobs import Job, jobs_of, site_of
from analysis.report.kernels import kernels
from analysis.report.making import Finished, make
from analysis.report.server import private_folder
from analysis.report.status import Folders, Standing
from analysis.results import Results
from analysis.study import open_study


def main() -> None:
    """Make pages until there is nobody to send them to."""
    asked, answers = _lines()
    sent = json.loads(asked.readline())
    with tempfile.TemporaryDirectory(dir=private_folder(), ignore_cleanup_errors=True) as folder:
        os.environ[ELSEWHERE] = folder
        _lay_out(sent["inputs"], Path(folder))
        with kernels(plain=False, run=settings(**sent["run"])):
            for line in asked:
                # In a thread, so that the end of what is sent is seen while a page is made.
                told = (json.loads(line), Path(folder), answers)
                threading.Thread(target=_answer, args=told, daemon=True).start()


def _lines() -> tuple[TextIO, TextIO]:
    """What is asked and where answers go; whatever else is read or printed goes elsewhere."""
    asked, answers = os.fdopen(os.dup(0), encoding="utf-8"), os.fdopen(os.dup(1), "w", 1, "utf-8")
    with Path(os.devnull).open() as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    return asked, answers


def _lay_out(inputs: Mapping[str, str], root: Path) -> None:
    for name, content in inputs.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b64decode(content))


def _answer(asked: Mapping[str, Any], root: Path, answers: TextIO) -> None:
    try:
        answer = told(make(_job(asked, root), root / "work"))
    except Exception as error:
        # Whoever asked waits for an answer, whatever it is.
        answer = lost(error)
    print(json.dumps(answer), file=answers, flush=True)


def _job(asked: Mapping[str, Any], root: Path) -> Job:
    """The job that was asked for, as a build of the sender's folder would have it."""
    run = settings(**asked["settings"])
    folders = Folders.of(run.study, root)
    standing = Standing(folders, [run])
    results = Results(open_study(run.study, root), run)
    site = site_of(results.study, standing, alone=asked["alone"])
    site = replace(site, languages=asked["languages"])
    return next(j for j in jobs_of([results], site, standing) if j.page.name == asked["page"])


def told(finished: Finished) -> dict[str, Any]:
    """What became of a page, as JSON has it; of one that failed the notebook too."""
    failure = finished.failure
    if not failure:
        return {"seconds": finished.seconds, "page": finished.page}
    left = failure.notebook.read_text(encoding="utf-8") if failure.notebook.exists() else ""
    cell = failure.cell and [failure.cell.number, failure.cell.source]
    why = {"cell": cell, "error": failure.error, "value": failure.value}
    why["traceback"] = list(failure.traceback)
    return {"seconds": finished.seconds, "failure": why, "notebook": left}


def lost(error: Exception) -> dict[str, Any]:
    """As `told`, of a page that could not even be tried."""
    value = str(error).strip().partition("\n")[0]
    why: dict[str, Any] = {"cell": None, "error": type(error).__name__, "value": value}
    return {"seconds": 0.0, "failure": {**why, "traceback": []}, "notebook": ""}


if __name__ == "__main__":
    main()
