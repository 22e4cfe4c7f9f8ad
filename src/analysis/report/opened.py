"""The study of a build, opened where kernels are forked from: each of them has it at once.

A large scan takes seconds to open; of hundreds of pages each would open it anew. What was forked
looks whether the files are still what they were, so a study that changed is read again. What
several pages ask for is computed here too, and handed over to the build: to compute it, that
would have to import what this process imports already.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pandas as pd

from analysis.parameters import Settings, settings
from analysis.problems import InputError
from analysis.report.server import RUN
from analysis.results import Results
from analysis.study import open_study

SHARED = ("verdicts", "partitions", "agreement")
"""The frames that take long and that more than one page shows; a profile shows none of them."""


def opened() -> None:
    """Open the study that this process is told of; what is wrong with it is told elsewhere."""
    if told := os.environ.pop(RUN, ""):
        run = settings(**json.loads(told))
        with contextlib.suppress(InputError, OSError):
            _shared(run, () if run.case else SHARED)


def handed_over(run: Settings) -> dict[str, pd.DataFrame]:
    """The frames of SHARED, by name, from a process forked where they are; none if that fails."""
    forking = get_context("forkserver")
    here, there = forking.Pipe(duplex=False)
    process = forking.Process(target=_hand_over, args=(run, dict(os.environ), there), daemon=True)
    frames: dict[str, pd.DataFrame] = {}
    # Where the frames are, or the process that hands them over, may have been ended.
    with contextlib.suppress(EOFError, OSError):
        process.start()
        there.close()
        frames = here.recv()
        process.join()
    return frames


def _hand_over(run: Settings, env: Mapping[str, str], to: Connection) -> None:
    os.environ.update(env)
    # The build that asked may be gone, and tells itself what is wrong with the study.
    with contextlib.suppress(InputError, OSError):
        to.send(_shared(run, SHARED))


def _shared(run: Settings, names: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Frames of a study by name; raises as `open_study` does."""
    results = Results(open_study(run.study), run)
    return {name: getattr(results, name) for name in names}


opened()
