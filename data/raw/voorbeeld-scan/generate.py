"""Makes up the scores of this study: `python data/raw/voorbeeld-scan/generate.py`.

Nothing here was measured. 24 municipalities, six in each size class, with 3 to 6 respondents who
each answer the questions of `items.csv`; about one answer in fifty is left open. What is put in:
each factor has a mean of its own, larger municipalities work more systematically, and each
municipality and each respondent leans a little up or down.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
SEED = 2016
SIZES = ("<400", "400-700", "700-1200", ">1200")
MEANS = {
    "strategy": 2.4, "risk": 2.9, "network": 3.2, "learning": 3.3, "support": 3.1,
    "systematic": 2.5, "sustainability": 2.8,
}  # fmt: skip
BY_SIZE = {"systematic": 0.35, "risk": 0.1}
"""How much higher a factor is in each next size class."""


def answers(random: np.random.Generator, items: pd.DataFrame) -> pd.DataFrame:
    """A row an answer: factor, case, respondent, item and score from 1 to 5."""
    rows = []
    for number in range(24):
        case, size = f"X{number + 1:02}", number // 6
        own = {factor: random.normal(0, 0.45) for factor in MEANS}
        for respondent in range(random.integers(3, 7)):
            lean = random.normal(0, 0.3)
            for item in items.itertuples():
                height = MEANS[item.factor] + own[item.factor] + BY_SIZE.get(item.factor, 0) * size
                score = int(np.clip(np.rint(height + lean + random.normal(0, 0.7)), 1, 5))
                if random.random() > 0.02:
                    turned = 6 - score if item.reverse == "yes" else score
                    rows.append((item.factor, case, f"{case}-{respondent + 1}", item.item, turned))
    return pd.DataFrame(rows, columns=["factor", "case", "respondent", "item", "score"])


def main(folder: Path = HERE) -> None:
    """Write `cases.csv` and `scores.csv`; the other sheets were written by hand."""
    items = pd.read_csv(HERE / "items.csv")
    cases = pd.DataFrame(
        {"case": [f"X{n + 1:02}" for n in range(24)], "size_class": np.repeat(SIZES, 6)}
    )
    cases.to_csv(folder / "cases.csv", index=False, lineterminator="\n")
    scores = answers(np.random.default_rng(SEED), items)
    scores.to_csv(folder / "scores.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
