"""What a large scan costs: a thousand municipalities, five respondents each, 35 questions.

``python -m benchmarks.scans`` tells how long the study takes to open and the page 4-factors to
show, kernels and templates aside.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.folders import project_root
from analysis.parameters import settings
from analysis.report.pages import read_page
from analysis.results import Results
from analysis.schema import FACTORS, SIZE_CLASSES
from analysis.study import open_study

NAME = "groot"
CASES, RESPONDENTS, QUESTIONS = 1_000, 5, 5
"""How many municipalities, how many respondents of each, and how many questions a factor."""
SEED = 2016


def write(root: Path, cases: int = CASES) -> None:
    """Write the sheets of a scan with made-up answers from 1 to 5 below a root."""
    folder = root / "data" / "raw" / NAME
    folder.mkdir(parents=True)
    names, sizes = [f"G{n + 1}" for n in range(cases)], list(SIZE_CLASSES)
    asked = [(f"{factor}-{n + 1}", factor) for factor in FACTORS for n in range(QUESTIONS)]
    properties = {"title": "Groot", "scale_min": "1", "scale_max": "5", "synthetic": "yes"}
    sheets = {
        "study": pd.DataFrame(properties.items(), columns=["key", "value"]),
        "cases": pd.DataFrame({"case": names, "size_class": [sizes[n % 4] for n in range(cases)]}),
        "items": pd.DataFrame(asked, columns=["item", "factor"]).assign(question="Hoe is het?"),
        "scores": _answers(names, asked),
    }
    for name, sheet in sheets.items():
        sheet.to_csv(folder / f"{name}.csv", index=False)


def _answers(names: list[str], asked: list[tuple[str, str]]) -> pd.DataFrame:
    """A row an answer; each municipality and each respondent leans a little up or down."""
    random, shape = np.random.default_rng(SEED), (len(names), RESPONDENTS, len(asked))
    own = np.repeat(random.normal(0, 0.4, (len(names), 1, len(FACTORS))), QUESTIONS, axis=2)
    lean = random.normal(0, 0.3, (len(names), RESPONDENTS, 1))
    score = np.clip(np.rint(3 + own + lean + random.normal(0, 0.7, shape)), 1, 5).astype(int)
    case, respondent, question = np.indices(shape).reshape(3, -1)
    return pd.DataFrame(
        {
            "factor": np.array([factor for _, factor in asked])[question],
            "case": np.array(names)[case],
            "respondent": [f"r{n + 1}" for n in respondent],
            "item": np.array([item for item, _ in asked])[question],
            "score": score.ravel(),
        }
    )


def measured(cases: int = CASES) -> dict[str, float]:
    """The seconds that each step takes: opening the study, and each call of the page."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), cases)
        start = time.perf_counter()
        study = open_study(NAME, Path(folder))
        found = {"open the study": time.perf_counter() - start}
    names = {"results": Results(study, settings(study=NAME))}
    exec("from analysis import figures, sentences, tables", names)
    for call in _calls():
        start = time.perf_counter()
        eval(call, names)._repr_html_()
        found[call.partition("(")[0]] = time.perf_counter() - start
    return found


def _calls() -> list[str]:
    """The calls of the page that show something."""
    code = read_page(project_root() / "notebooks" / "4-factors.ipynb").code
    return [line for line in code.splitlines() if line.endswith("(results)")]


if __name__ == "__main__":
    for step, seconds in measured().items():
        print(f"{seconds:7.2f}  {step}")
