"""The study of a build, opened where kernels are forked from: each of them has it at once.

A large scan takes seconds to open; of hundreds of pages each would open it anew. What was forked
looks whether the files are still what they were, so a study that changed is read again. What
several pages ask for is computed here too.
"""

from __future__ import annotations

import contextlib
import json
import os

from analysis.parameters import settings
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
            results = Results(open_study(run.study), run)
            for name in () if run.case else SHARED:
                getattr(results, name)


opened()
