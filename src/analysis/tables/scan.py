"""The scores of the scan: ranks, reliability, differences by size, and what goes together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import pandas as pd

from analysis.exhibits import Lacking, Table
from analysis.factors import answers
from analysis.inference import associations, models, reliability
from analysis.inference.arrangements import DRAWS, Outcome
from analysis.inference.detectable import correlation
from analysis.inference.effects import cliffs_delta
from analysis.inference.means import interval, poststratified
from analysis.inference.models import Fit, Reason
from analysis.language import Text, number
from analysis.results import Results
from analysis.schema import FACTORS
from analysis.tables.factors import ENDS, known_levels, numbered_factors, size_predictor
from analysis.tables.headers import (
    CASE,
    CASES,
    FACTOR,
    P,
    confidence_of,
    estimate,
    lacking,
    p_value,
    table,
    transposed,
)
from analysis.tables.references import case_anchor

SCORES = Text("scores van de scan", "scores of the scan")
RANK = Text("Plaats", "Rank")
MEAN = Text("Gemiddelde", "Mean")
WEIGHED = Text("Gewogen", "Weighed")
INTERVAL = Text("Interval", "Interval")
LOWEST = Text("Laagste", "Lowest")
HIGHEST = Text("Hoogste", "Highest")
STRONG = Text("Sterkst", "Strongest")
WEAK = Text("Zwakst", "Weakest")
ITEMS = Text("Vragen", "Questions")
RESPONDENTS = Text("Respondenten", "Respondents")
ALPHA = Text("Alfa", "Alpha")
OMEGA = Text("Omega", "Omega")
SINGLE = Text("ICC(1)", "ICC(1)")
WITHIN = Text("Eens binnen gemeente", "Agree within")
PAIR = Text("Factoren", "Factors")
RHO = Text("Samenhang", "Association")
HOLM = Text("Na Holm", "After Holm")
DIFFER = Text("Verschilt: p", "Differs: p")
TREND = Text("Loopt op of af: p", "Rises or falls: p")
DELTA = Text("Grootste en kleinste: delta", "Largest and smallest: delta")
STEP = Text("Per klasse", "Per class")

OF_MUNICIPALITIES = Text(
    "Het gemiddelde over gemeenten, elk even zwaar, met het interval van Student "
    "({confidence}).{weighed}",
    "The mean over municipalities, each with the same weight, with Student's interval "
    "({confidence}).{weighed}",
)
BY_SIZE = Text(
    " Gewogen: elke grootteklasse telt zo zwaar als haar aantal gemeenten in het land; –: niet te "
    "geven als uit een klasse geen gemeente meedeed.",
    " Weighed: each size class counts for as much as its number of municipalities in the country; "
    "–: cannot be given where no municipality of some class took part.",
)
RELIABLE = Text(
    "Alfa en omega: hoe de vragen van een factor samenhangen (1: geheel). ICC(1): welk deel van "
    "de verschillen tussen respondenten door hun gemeente komt. Eens binnen gemeente (r_wg(j)): "
    "hoe eens respondenten van één gemeente het zijn, in de middelste gemeente. –: niet te "
    "berekenen, zoals bij één vraag.",
    "Alpha and omega: how the questions of a factor hang together (1: wholly). ICC(1): what part "
    "of the differences between respondents comes from their municipality. Agree within "
    "(r_wg(j)): how far respondents of one municipality agree, in the middle municipality. –: "
    "cannot be computed, as with one question.",
)
TESTED = Text(
    "Verschilt: Kruskal-Wallis tussen grootteklassen. Loopt op of af: Jonckheere-Terpstra. Beide "
    "als permutatietoets, exact of met {draws} trekkingen (± de standaardfout daarvan); Holm "
    "verbetert voor het aantal factoren. Delta (Cliff): hoeveel vaker een gemeente uit de grootste "
    "klasse hoger scoort dan een uit de kleinste, dan omgekeerd; van -1 tot 1, met het interval. "
    "Per klasse: hoeveel hoger een respondent scoort in een volgende grootteklasse (gemengd "
    "model, respondenten binnen gemeenten).{why}",
    "Differs: Kruskal-Wallis between size classes. Rises or falls: Jonckheere-Terpstra. Both as a "
    "permutation test, exact or with {draws} draws (± the standard error of these); Holm corrects "
    "for the number of factors. Delta (Cliff): how much more often a municipality of the largest "
    "class scores higher than one of the smallest, than the reverse; from -1 to 1, with its "
    "interval. Per class: how much higher a respondent scores in the next size class (mixed model, "
    "respondents within municipalities).{why}",
)
WHY_NONE: dict[Reason, Text] = {
    Reason.NO_CASES: Text("er zijn geen scores", "there are no scores"),
    Reason.NO_PREDICTORS: Text("er is geen grootteklasse", "there is no size class"),
    Reason.SAME_SCORES: Text("alle scores zijn gelijk", "all scores are the same"),
    Reason.SAME_PREDICTOR: Text("er is maar één grootteklasse", "there is only one size class"),
    Reason.TOO_FEW: Text("er zijn te weinig gemeenten", "there are too few municipalities"),
    Reason.ONE_RESPONDENT: Text(
        "elke gemeente heeft één respondent", "each municipality has one respondent"
    ),
    Reason.NO_FIT: Text("het model komt niet uit", "the model does not settle"),
}
NO_MODEL = Text(" Geen gemengd model waar –: {why}.", " No mixed model where –: {why}.")
SPEARMAN = Text(
    "Spearmans rangcorrelatie over {n} gemeenten, sterkste eerst, met een permutatietoets; Holm "
    "verbetert voor het aantal paren. {detectable}",
    "Spearman's rank correlation over {n} municipalities, strongest first, with a permutation "
    "test; Holm corrects for the number of pairs. {detectable}",
)
RHO_FOUND = Text(
    "Bij één paar vindt zo'n toets pas met een kans van 80% iets als de samenhang ongeveer {rho} "
    "of meer is.",
    "For one pair, such a test only finds something with a chance of 80% if the association is "
    "about {rho} or more.",
)
NO_RHO = Text(
    "Met zo weinig gemeenten kan zo'n toets niets vinden.",
    "With so few municipalities such a test can find nothing.",
)


def factor_scores(results: Results) -> Table | Lacking:
    """The factors from the highest to the lowest mean over the municipalities."""
    scores = results.case_scores
    if scores.empty:
        return lacking(results, SCORES)
    means = scores.mean().sort_values(ascending=False, kind="stable")
    columns: dict[Text, Sequence[object]] = {
        FACTOR: numbered_factors(results, means.index),
        RANK: range(1, len(means) + 1),
        MEAN: [_said(results, mean) for mean in means],
        INTERVAL: [_between(results, interval(scores[f], _level(results))) for f in means.index],
        LOWEST: [_end(results, scores[f].dropna().sort_values()) for f in means.index],
        HIGHEST: [_end(results, scores[f].dropna().sort_values()[::-1]) for f in means.index],
        CASES: [int(scores[factor].notna().sum()) for factor in means.index],
    }
    weighed = not results.populations.empty
    if weighed:
        columns[WEIGHED] = [_weighed(results, scores[factor]) for factor in means.index]
    return table(
        results,
        "factor-scores",
        columns,
        row=FACTOR,
        numbers=(RANK, MEAN, CASES, *([WEIGHED] if weighed else [])),
        note=OF_MUNICIPALITIES,
        note_values={
            "confidence": confidence_of(results),
            "weighed": results.say(BY_SIZE) if weighed else "",
        },
    )


def _weighed(results: Results, scores: pd.Series) -> str:
    """A mean in which each size class counts for its number in the country."""
    sizes = results.size_of.reindex(scores.index)
    found = poststratified(scores, sizes, results.populations, _level(results))
    return "" if found.mean is None else estimate(results, found.mean, (found.low, found.high))


def strengths(results: Results) -> Table | Lacking:
    """For each municipality the two factors it scores highest on, and the two lowest."""
    scores = results.case_scores
    if scores.empty:
        return lacking(results, SCORES)
    order = [case for case in results.cases["case"] if case in scores.index]
    ranked = {case: scores.loc[case].dropna().sort_values(kind="stable") for case in order}
    columns = {
        CASE: order,
        STRONG: [_named(results, ranked[case][::-1]) for case in order],
        WEAK: [_named(results, ranked[case]) for case in order],
    }
    # The table of levels, where there is one, has the ids of the cases on this page.
    anchors = [case_anchor(case) for case in order] if known_levels(results).empty else []
    return table(results, "strengths", columns, row=CASE, anchors=anchors)


def reliabilities(results: Results) -> Table | Lacking:
    """How far the questions of a factor, and the respondents of a municipality, agree."""
    asked = {factor: answers(results.judgements, factor) for factor in FACTORS}
    rows = [_reliability(results, factor, rows) for factor, rows in asked.items() if len(rows)]
    if not rows:
        return lacking(results, Text("antwoorden per vraag", "answers by question"))
    numbers = (ITEMS, RESPONDENTS, ALPHA, OMEGA, SINGLE, WITHIN)
    return table(
        results, "reliability", transposed(rows), row=FACTOR, numbers=numbers, note=RELIABLE
    )


def _reliability(results: Results, factor: str, rows: pd.DataFrame) -> dict[Text, object]:
    own = rows.mean(axis="columns")
    cases = pd.Series(rows.index.get_level_values("case"), index=rows.index)
    icc = reliability.icc(own, cases)
    return {
        FACTOR: numbered_factors(results, [factor])[0],
        ITEMS: rows.shape[1],
        RESPONDENTS: len(rows),
        ALPHA: _said(results, reliability.cronbach(rows)),
        OMEGA: _said(results, reliability.omega(rows)),
        SINGLE: _said(results, icc.single if icc else None),
        WITHIN: _said(results, _agreement_within(results, rows)),
    }


def _agreement_within(results: Results, rows: pd.DataFrame) -> float | None:
    """The median of r_wg(j) over the municipalities, where the scale says how many answers."""
    if results.scale is None:
        return None
    options = int(results.scale[1] - results.scale[0]) + 1
    found = [reliability.r_wg_j(group, options) for _, group in rows.groupby(level="case")]
    known = pd.Series([value for value in found if value is not None], dtype=float)
    return None if known.empty else float(known.median())


def size_differences(results: Results) -> Table | Lacking:
    """Whether scores differ by size class, by factor, corrected for there being seven."""
    scores = results.case_scores
    if scores.empty:
        return lacking(results, SCORES)
    sizes = results.size_of.reindex(scores.index)
    differ = _outcomes(results, scores, sizes, associations.kruskal_wallis)
    trend = _outcomes(results, scores, sizes, associations.jonckheere)
    steps = {factor: size_step(results, str(factor)) for factor in scores}
    reasons = dict.fromkeys(step.reason for step in steps.values() if step.reason)
    columns = {
        FACTOR: numbered_factors(results, scores.columns),
        DIFFER: [p_value(results, outcome.p, outcome.error) for outcome in differ],
        TREND: [p_value(results, outcome.p, outcome.error) for outcome in trend],
        HOLM: [p_value(results, p) for p in associations.holm([o.p for o in trend])],
        DELTA: [_delta(results, scores[factor], sizes) for factor in scores],
        STEP: [_slope(results, steps[factor]) for factor in scores],
    }
    return table(
        results,
        "size-differences",
        columns,
        row=FACTOR,
        numbers=(DIFFER, TREND, HOLM, DELTA, STEP),
        note=TESTED,
        note_values={"why": _why(results, list(reasons)), "draws": _draws(results)},
    )


def _draws(results: Results) -> str:
    """How many arrangements are drawn at random where they are too many to enumerate."""
    return number(DRAWS, results.language, 0)


def _outcomes(
    results: Results, scores: pd.DataFrame, sizes: pd.Series, test: Callable[..., Outcome]
) -> list[Outcome]:
    return [test(scores[factor], sizes, seed=results.settings.seed) for factor in scores]


def size_step(results: Results, factor: str) -> Fit:
    """How much higher respondents score on a factor in the next size class."""
    answered = results.respondent_scores
    rows = answered[(answered["factor"] == factor) & (answered["case"] != "")]
    predictors = size_predictor(results, rows["case"])
    return models.mixed(rows["score"], predictors, rows["case"], _level(results))


def size_ends(sizes: pd.Series) -> tuple[str, str] | None:
    """The smallest and the largest size class that have cases; None with fewer than two.

    Args:
        sizes: the size class of each case, ordered categories.
    """
    present = sizes.dropna().sort_values().unique().tolist()
    return (present[0], present[-1]) if len(present) > 1 else None


def _delta(results: Results, scores: pd.Series, sizes: pd.Series) -> str:
    """Cliff's delta of the largest size class to the smallest, with its interval."""
    ends = size_ends(sizes)
    if ends is None:
        return ""
    small, large = (scores[(sizes == end).to_numpy()].tolist() for end in ends)
    effect = cliffs_delta(large, small, _level(results))
    return "" if effect is None else estimate(results, effect.value, (effect.low, effect.high))


def _slope(results: Results, fit: Fit) -> str:
    """The effect of one size class more, with its interval."""
    if fit.estimates is None:
        return ""
    rows = fit.estimates[fit.estimates["parameter"] == "size_class"]
    step, low, high = (float(rows[name].iloc[0]) for name in ENDS)
    return estimate(results, step, (low, high))


def _why(results: Results, reasons: Sequence[Reason]) -> str:
    if not reasons:
        return ""
    why = "; ".join(results.say(WHY_NONE[reason]) for reason in reasons)
    return NO_MODEL.say(results.language, why=why)


def factor_pairs(results: Results) -> Table | Lacking:
    """Which factors go together over the municipalities, strongest first."""
    scores = results.case_scores
    if scores.shape[1] < 2:
        return lacking(results, Text("twee factoren met scores", "two factors with scores"))
    pairs = list(combinations(scores.columns, 2))
    seed = results.settings.seed
    found = {(a, b): associations.spearman(scores[a], scores[b], seed=seed) for a, b in pairs}
    corrected = dict(zip(pairs, associations.holm([found[pair].p for pair in pairs]), strict=True))
    order = sorted(pairs, key=lambda pair: -abs(found[pair].statistic or 0))
    columns = {
        PAIR: [" \u2013 ".join(numbered_factors(results, pair)) for pair in order],
        RHO: [_said(results, found[pair].statistic) for pair in order],
        P: [p_value(results, found[pair].p, found[pair].error) for pair in order],
        HOLM: [p_value(results, corrected[pair]) for pair in order],
    }
    return table(
        results,
        "factor-pairs",
        columns,
        row=PAIR,
        numbers=(RHO, P, HOLM),
        note=SPEARMAN,
        note_values={"n": len(scores), "detectable": _detectable_rho(results, len(scores))},
    )


def _detectable_rho(results: Results, n: int) -> str:
    """From which association on so many municipalities would show it."""
    rho = correlation(n, _level(results))
    if rho is None:
        return results.say(NO_RHO)
    return RHO_FOUND.say(results.language, rho=_said(results, rho))


def _level(results: Results) -> float:
    return results.settings.confidence


def _said(results: Results, value: float | None) -> str:
    """A number with two decimals, or nothing."""
    return "" if value is None or pd.isna(value) else number(value, results.language)


def _between(results: Results, bounds: tuple[float, float] | None) -> str:
    return "" if bounds is None else " \u2013 ".join(_said(results, bound) for bound in bounds)


def _end(results: Results, scores: pd.Series) -> str:
    """The first score with the municipality that has it."""
    if scores.empty:
        return ""
    return f"{_said(results, float(scores.iloc[0]))} ({scores.index[0]})"


def _named(results: Results, scores: pd.Series) -> list[str]:
    """The first two factors with their scores."""
    names = numbered_factors(results, scores.index[:2])
    return [f"{name} {_said(results, x)}" for name, x in zip(names, scores, strict=False)]
