"""What shares among few municipalities say of the country: bounds, and shares weighed by size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.cleaning import split
from analysis.exhibits import Lacking, Table
from analysis.inference.detectable import share as detectable_share
from analysis.inference.detectable import unseen_share
from analysis.inference.shares import INTERVALS, Weighted, finite, interval, poststratified
from analysis.language import Text, percent, same
from analysis.results import Results
from analysis.tables.headers import CLAIM, confidence_of, lacking, records, table, transposed
from analysis.tables.links import claim_links
from analysis.tables.references import out_of

COUNTED = Text("Geteld", "Counted")
METHODS: Mapping[str, Text] = {
    "clopper-pearson": same("Clopper-Pearson"),
    "wilson": same("Wilson"),
    "jeffreys": same("Jeffreys"),
    "finite": Text("Exact, eindig land", "Exact, finite country"),
}
WHICH = Text(
    "De pagina's gebruiken Clopper-Pearson: het echte deel ligt er minstens zo vaak in als het "
    "belooft. Wilson en Jeffreys zijn smaller; zij halen dat gemiddeld, maar niet altijd. Het "
    "laatste interval rekent mee dat het land maar zoveel gemeenten heeft. Wat in het land bij "
    "minder dan {seen} voorkomt, kan onder {n} gemeenten makkelijk ontbreken (de kans om het te "
    "zien is dan minder dan 80%). {half}",
    "The pages use Clopper-Pearson: the true share lies in it at least as often as it promises. "
    "Wilson and Jeffreys are narrower; they reach that on average, but not always. The "
    "last interval reckons with the country having only so many municipalities. What occurs in "
    "fewer than {seen} of the country can easily be absent among {n} municipalities (the chance "
    "of seeing it is then below 80%). {half}",
)
HALF = Text(
    "Dat iets bij meer dan de helft van het land voorkomt, blijkt pas met een kans van 80% als "
    "het in werkelijkheid bij minstens {least} voorkomt.",
    "That something occurs in more than half of the country only shows, with a chance of 80%, if "
    "it in truth occurs in at least {least}.",
)
NEVER_HALF = Text(
    "Dat iets bij meer dan de helft van het land voorkomt, kan uit zo weinig gemeenten nooit "
    "blijken.",
    "That something occurs in more than half of the country can never show from so few "
    "municipalities.",
)
AS_COUNTED = Text("Deel", "Share")
WEIGHED = Text("Gewogen", "Weighed")
BY_SIZE = Text(
    "Gewogen: elke grootteklasse telt zo zwaar als haar aantal gemeenten in het land (blad "
    "size_classes). Tussen haakjes het exacte interval bij {confidence}. –: uit een klasse deed "
    "geen gemeente mee, dus is er geen gewogen deel; het interval rekent dan met elk deel dat daar "
    "kan zijn. Wegen maakt van vrijwillige deelnemers geen steekproef.",
    "Weighed: each size class counts for as much as its number of municipalities in the country "
    "(sheet size_classes). In brackets the exact interval at {confidence}. –: no municipality of "
    "some class took part, so there is no weighed share; the interval then allows for any share "
    "there. Weighing does not turn volunteers into a sample.",
)


def interval_methods(results: Results) -> Table:
    """For each count that is possible the interval of its share, by each method."""
    n, confidence = len(results.cases), results.settings.confidence
    columns: dict[Text, Sequence[object]] = {COUNTED: [f"{k}/{n}" for k in range(n + 1)]}
    for name, method in INTERVALS.items():
        columns[METHODS[name]] = [_bounds(results, method(k, n, confidence)) for k in range(n + 1)]
    population = int(results.study.property("population") or 0)
    if population >= n:
        columns[METHODS["finite"]] = [
            _bounds(results, finite(k, n, population, confidence)) for k in range(n + 1)
        ]
    values = {"n": n, "seen": percent(unseen_share(n), results.language), "half": _half(results, n)}
    return table(
        results,
        "interval-methods",
        columns,
        row=COUNTED,
        numbers=tuple(columns)[1:],
        note=WHICH,
        note_values=values,
    )


def _bounds(results: Results, bounds: tuple[float, float]) -> str:
    return " \u2013 ".join(percent(bound, results.language) for bound in bounds)


def _half(results: Results, n: int) -> str:
    """From which share in the country on these cases could show that it is more than half."""
    least = detectable_share(n, 0.5, results.settings.confidence)
    if least is None:
        return results.say(NEVER_HALF)
    return HALF.say(results.language, least=percent(least, results.language))


def weighed_shares(results: Results) -> Table | Lacking:
    """The share behind each claim that counts municipalities, as it is and weighed by size."""
    if results.populations.empty:
        return lacking(
            results,
            Text(
                "aantallen gemeenten in het land per grootteklasse (blad size_classes)",
                "numbers of municipalities in the country by size class (sheet size_classes)",
            ),
        )
    verdicts = results.verdicts
    links = claim_links(results)
    counted = verdicts[verdicts["count"].notna()]
    rows = [{CLAIM: links[row["claim"]], **_weighed(results, row)} for row in records(counted)]
    if not rows:
        return lacking(results, Text("beweringen met een toets", "claims with a check"))
    return table(
        results,
        "weighed-shares",
        transposed(rows),
        row=CLAIM,
        numbers=(COUNTED, AS_COUNTED, WEIGHED),
        note=BY_SIZE,
        note_values={"confidence": confidence_of(results)},
    )


def _weighed(results: Results, row: Mapping[str, Any]) -> dict[Text, object]:
    count, n, confidence = int(row["count"]), int(row["n"]), results.settings.confidence
    plain = Weighted(count / n, *interval(count, n, confidence)) if n else None
    groups = size_groups(results, split(row["cases"]), split(row["unknown"]))
    return {
        COUNTED: out_of(results, count, n),
        AS_COUNTED: _share(results, plain),
        WEIGHED: _share(results, poststratified(groups, confidence)),
    }


def size_groups(results: Results, cases: list[str], silent: list[str]) -> pd.DataFrame:
    """A row a size class: `count` of its cases, `n` that answered, `population` of the country."""
    size_of = results.size_of
    answered = size_of.drop(silent).value_counts()
    return pd.DataFrame(
        {
            "count": size_of.loc[cases].value_counts(),
            "n": answered,
            "population": results.populations,
        }
    ).fillna(0)


def _share(results: Results, found: Weighted | None) -> str:
    """A share with its interval; a dash for a share that cannot be given."""
    if found is None:
        return ""
    share = "\u2013" if found.share is None else percent(found.share, results.language)
    return f"{share} ({_bounds(results, (found.low, found.high))})"
