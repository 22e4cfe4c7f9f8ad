"""Sentences with numbers in them, computed, and in both languages at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import prod
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.cleaning import split
from analysis.codes import named_codes
from analysis.comparison import travelling
from analysis.exhibits import Lacking, Sentences, link
from analysis.inference.associations import fisher
from analysis.inference.detectable import by_fisher, delta
from analysis.inference.effects import cramers_v
from analysis.inference.granularity import possible_counts
from analysis.inference.shares import interval
from analysis.language import Text, counted, listing, number, percent
from analysis.results import Results
from analysis.schema import FACTORS, LISTS, VERDICTS
from analysis.tables.appearing import exhibits_of_cases, exhibits_of_lists, of_every_case
from analysis.tables.counts import cases_of_codes
from analysis.tables.detection import shares_found
from analysis.tables.factors import known_levels
from analysis.tables.headers import confidence_of, lacking, records
from analysis.tables.links import claim_links, exhibit_link
from analysis.tables.references import case_anchor, code_labels, scheme_name
from analysis.tables.scan import size_ends
from analysis.trail import claims_on_lists

LEVELS_OF_A_MEAN = 9
"""Into how many equal steps the scores of municipalities are taken to fall."""

MUNICIPALITY = Text("gemeente", "municipality")
MUNICIPALITIES = Text("gemeenten", "municipalities")
SIZE_CLASS = Text("grootteklasse", "size class")
SIZE_CLASSES = Text("grootteklassen", "size classes")
SUM_IS_WRONG = Text(
    "“{name}”: de groepen zijn volgens de bron samen {claimed}, maar er zijn {n} gemeenten.",
    "“{name}”: according to the source the groups are {claimed} together, but there are {n} "
    "municipalities.",
)
NO_ALPHA = Text(
    "Alfa is niet te berekenen: elke vermelding kreeg van iedereen dezelfde code.",
    "Alpha cannot be computed: everybody gave every mention the same code.",
)
SUM_IS_OPEN = Text(
    "“{name}”: de groepen zijn volgens de bron samen alle {n} gemeenten.",
    "“{name}”: according to the source the groups are all {n} municipalities together.",
)
SUM_IS_RIGHT = Text(
    "“{name}”: de groepen zijn volgens de bron samen alle {n} gemeenten, maar de gegevens zeggen "
    "iets anders.",
    "“{name}”: according to the source the groups are all {n} municipalities together, but the "
    "data say otherwise.",
)
COUNTED_NOWHERE = Text("In geen enkele groep valt: {cases}.", "In none of the groups: {cases}.")
COUNTED_TWICE = Text(
    "In meer dan één groep valt: {cases}.", "In more than one of the groups: {cases}."
)
GROUP_UNKNOWN = Text(
    "Van wie niet bekend is in welke groep zij vallen: {cases}.",
    "Of whom it is not known in which group they are: {cases}.",
)
MENTIONS_SHOWN = Text(
    "Deze vermeldingen staan of tellen mee in: {named}.",
    "These mentions are shown or counted in: {named}.",
)
GO_TO = Text("Ga naar: {named}.", "Go to: {named}.")
CASES_SHOWN = Text(
    "Elke gemeente staat of telt mee in: {named}.",
    "Every municipality is shown or counted in: {named}.",
)
MENTIONS_COUNTED = Text(
    "Elke vermelding bij “{list}” telt ook mee in: {named}",
    "Every mention under “{list}” also counts in: {named}",
)
NOT_ONCE = {"unaccounted": COUNTED_NOWHERE, "twice": COUNTED_TWICE, "unknown": GROUP_UNKNOWN}
"""What is said of the cases that do not count in just one group."""


def study_in_short(results: Results) -> Sentences:
    """What was studied: how many municipalities, in how many size classes, by whom and when."""
    study = Text(
        "De studie “{title}” bekeek {cases} in {classes}.",
        "The study “{title}” looked at {cases} in {classes}.",
    )
    sentences = [
        study.say(
            results.language,
            title=_property(results, "title") or results.study.name,
            cases=_cases(results, len(results.cases)),
            classes=counted(
                results.cases["size_class"].nunique(), SIZE_CLASS, SIZE_CLASSES, results.language
            ),
        ),
        *_known(results, "researchers", Text("Onderzoekers: {it}.", "Researchers: {it}.")),
        *_known(results, "year", Text("Jaar: {it}.", "Year: {it}.")),
        *_known(results, "source", Text("Bron: {it}.", "Source: {it}.")),
        *_known(results, "locators", Text("Vindplaatsen: {it}.", "Locators: {it}.")),
    ]
    return Sentences(tuple(sentences))


def _known(results: Results, key: str, text: Text) -> list[str]:
    """A sentence about a property of the study, where it is given."""
    value = _property(results, key)
    return [text.say(results.language, it=value)] if value else []


def _property(results: Results, key: str) -> str:
    return results.say(results.study.property(key))


def _cases(results: Results, n: int) -> str:
    return counted(n, MUNICIPALITY, MUNICIPALITIES, results.language)


def what_was_recorded(results: Results) -> Sentences:
    """How many mentions, factor judgements and claims the study has."""
    text = Text(
        "Opgetekend zijn {units} vermeldingen, {judgements} uitspraken over factoren en "
        "{claims} beweringen.",
        "Recorded are {units} mentions, {judgements} statements on factors and {claims} claims.",
    )
    return Sentences(
        (
            text.say(
                results.language,
                units=len(results.units),
                judgements=len(results.study.sheet("scores")),
                claims=len(results.verdicts),
            ),
        )
    )


def where_used(results: Results, *lists: str) -> Sentences | Lacking:
    """The tables and figures with the mentions of lists, and the claims that count any of them.

    The claims that ask for a code stand with that code.
    """
    shown = [exhibit_link(results, one) for one in exhibits_of_lists(results, lists)]
    if not shown:
        return lacking(results, Text("vermeldingen", "mentions"))
    links = claim_links(results)
    claims = claims_on_lists(results.study.sheet("claims"), results.evidence)
    counting = [
        _linked(results, MENTIONS_COUNTED, [links[c] for c in claims[name]], list=LISTS[name])
        for name in lists
        if claims[name]
    ]
    return Sentences((_linked(results, MENTIONS_SHOWN, shown), *counting))


def cases_shown(results: Results) -> Sentences:
    """The rows of the municipalities, and the tables and figures that show or count them all."""
    rows = [link(case, f"#{case_anchor(case)}") for case in results.cases["case"]]
    every = of_every_case(exhibits_of_cases(results))
    shown = [exhibit_link(results, one) for one in every]
    return Sentences((_linked(results, GO_TO, rows), _linked(results, CASES_SHOWN, shown)))


def _linked(results: Results, text: Text, links: list[Markup], **words: Text) -> Markup:
    """A sentence that names links one by one, with other words filled in."""
    others = {name: results.say(word) for name, word in words.items()}
    said = Markup(text.say(results.language, named="{}", **others))
    return said.format(Markup(", ").join(links))


def most_given_codes(results: Results, scheme: str) -> Sentences | Lacking:
    """The codes that most cases were given in a scheme: at least half as many as the first.

    The code for "otherwise" names nothing, so it is left out.
    """
    counts = cases_of_codes(results, scheme).map(len)
    named_here = counts.index.isin(named_codes(results.study.sheet("codebook"), scheme))
    cases = counts[named_here]
    if cases.empty:
        return lacking(results, Text("codes voor “{what}”", "codes for “{what}”"), scheme)
    often = cases[cases * 2 >= cases.max()]
    labels = code_labels(results, scheme)
    named = [f"{labels[str(code)]} ({_cases(results, int(n))})" for code, n in often.items()]
    text = Text("Het vaakst komt voor: {named}.", "Named most often: {named}.")
    first = text.say(results.language, named=listing(named, results.language))
    return Sentences((first, *_otherwise(results, counts[~named_here], labels)))


def _otherwise(results: Results, counts: pd.Series, labels: Mapping[str, str]) -> Iterator[str]:
    """How many cases a code for "otherwise" has, which is left out of what is named most."""
    text = Text(
        "Daarnaast “{label}” ({cases}); dat is geen antwoord op zich.",
        "Besides “{label}” ({cases}), which is no answer in itself.",
    )
    for code, n in counts.items():
        yield text.say(results.language, label=labels[str(code)], cases=_cases(results, int(n)))


def help_from_outside(results: Results) -> Sentences:
    """How many cases had help from outside, with the interval of that share."""
    known = results.cases["with_help"].dropna()
    if known.empty:
        nothing = Text("Van geen gemeente is bekend of zij hulp had.", "Help is not known of any.")
        return Sentences((results.say(nothing),))
    count, n = int(known.sum()), len(known)
    text = Text(
        "Hulp van buiten: {count} van de {n} gemeenten waarvan dat bekend is ({share}). Wie die "
        "{n} als een steekproef ziet, kan niet meer zeggen dan dat het deel in het land tussen "
        "{low} en {high} ligt (Clopper-Pearson, betrouwbaarheid {confidence}).",
        "Help from outside: {count} of the {n} municipalities of which it is known ({share}). If "
        "those {n} are taken as a sample, all that can be said is that the share in the country "
        "lies between {low} and {high} (Clopper-Pearson, confidence {confidence}).",
    )
    low, high = interval(count, n, results.settings.confidence)
    shares = {"share": count / n, "low": low, "high": high}
    said = {name: percent(value, results.language) for name, value in shares.items()}
    confidence = confidence_of(results)
    return Sentences((text.say(results.language, count=count, n=n, confidence=confidence, **said),))


def help_and_size(results: Results) -> Sentences | Lacking:
    """Whether help from outside goes with size, by an exact test, and what it could have found."""
    sizes = results.cases["size_class"]
    table = pd.crosstab(sizes, results.cases["with_help"])
    outcome = fisher(table, seed=results.settings.seed)
    if outcome.p is None:
        return lacking(results, Text("verschil in hulp of grootte", "difference in help or size"))
    text = Text(
        "Of hulp van buiten met de grootte samenhangt, is hieruit niet te zeggen: als er geen "
        "enkel verband was, zou een verdeling als deze of een schevere een kans hebben van {p} "
        "(toets van Fisher-Freeman-Halton, exact over {n} gemeenten).",
        "Whether help from outside goes with size cannot be told from this: if there were no link "
        "at all, a division like this one or a more uneven one would have a chance of {p} (the "
        "Fisher-Freeman-Halton test, exact over {n} municipalities).",
    )
    found = Text(
        "Hulp van buiten hangt hier samen met de grootte: als er geen enkel verband was, zou een "
        "verdeling als deze of een schevere een kans hebben van {p} (toets van "
        "Fisher-Freeman-Halton over {n} gemeenten).",
        "Help from outside goes with size here: if there were no link at all, a division like this "
        "one or a more uneven one would have a chance of {p} (the Fisher-Freeman-Halton test over "
        "{n} municipalities).",
    )
    sure = outcome.p <= 1 - results.settings.confidence
    p = percent(round(outcome.p, 6), results.language)
    said = (found if sure else text).say(results.language, p=p, n=outcome.n)
    return Sentences((said, *_strength(results, table), *_help_found(results, table)))


def _strength(results: Results, table: pd.DataFrame) -> Iterator[str]:
    """How strongly the rows and columns of a table go together."""
    effect = cramers_v(table, results.settings.confidence, results.settings.seed)
    if effect is None or effect.low is None or effect.high is None:
        return
    text = Text(
        "Cramérs V, verbeterd voor toeval, is {v} (interval {low} tot {high}; 0: geen verband, 1: "
        "volledig).",
        "Cramér's V, corrected for chance, is {v} (interval {low} to {high}; 0: no link, 1: "
        "complete).",
    )
    values = {"v": effect.value, "low": effect.low, "high": effect.high}
    yield text.say(results.language, **{k: number(x, results.language) for k, x in values.items()})


def _help_found(results: Results, table: pd.DataFrame) -> Iterator[str]:
    """How much help in larger municipalities must differ from that in smaller ones to be found."""
    half = len(table) // 2
    small, large = table.iloc[:half], table.iloc[half:]
    n, m = int(small.to_numpy().sum()), int(large.to_numpy().sum())
    base = float(small[True].sum() / n)
    found = shares_found(results, by_fisher(n, m, results.settings.confidence), base)
    text = Text(
        "Hadden van alle kleinere gemeenten in het land {base} hulp, zoals hier van {n}, dan vindt "
        "zo'n toets met {m} grotere pas met een kans van 80% een verschil als het daar {found} is.",
        "If {base} of all smaller municipalities in the country had help, as here of {n}, then "
        "such a test with {m} larger ones only finds a difference, with a chance of 80%, if it is "
        "{found} there.",
    )
    never = Text(
        "Hadden van alle kleinere gemeenten in het land {base} hulp, zoals hier van {n}, dan is de "
        "kans dat zo'n toets met {m} grotere een verschil vindt altijd kleiner dan 80%, hoe groot "
        "dat verschil ook is.",
        "If {base} of all smaller municipalities in the country had help, as here of {n}, then "
        "the chance that such a test with {m} larger ones finds a difference is always below 80%, "
        "however large the difference.",
    )
    values = {"n": n, "m": m, "found": found, "base": percent(base, results.language)}
    yield (text if found else never).say(results.language, **values)


def published_levels(results: Results) -> Sentences:
    """How much of the factors by cases is known at all."""
    of_cases = known_levels(results)
    text = Text(
        "Van de {all} combinaties van factor en gemeente is van {known} een niveau bekend, "
        "en van {scores} een score.",
        "Of the {all} pairs of factor and municipality, a level is known of {known}, "
        "and a score of {scores}.",
    )
    scores = results.factors.loc[results.factors["case"] != "", "score"].notna().sum()
    every = len(FACTORS) * len(results.cases)
    return Sentences(
        (text.say(results.language, all=every, known=len(of_cases), scores=int(scores)),)
    )


def verdicts_in_short(results: Results) -> Sentences | Lacking:
    """How many claims can be checked, and with what verdicts."""
    if results.verdicts.empty:
        return lacking(results, Text("beweringen", "claims"))
    counts = results.verdicts["verdict"].value_counts()
    testable = len(results.verdicts) - int(counts.get("not testable", 0))
    none = Text(
        "Van de {all} beweringen is er geen aan de gegevens te toetsen.",
        "Of the {all} claims, none can be checked against the data.",
    )
    if not testable:
        return Sentences((none.say(results.language, all=len(results.verdicts)),))
    text = Text(
        "Van de {all} beweringen zijn er {testable} aan de gegevens te toetsen. Uitkomst: {named}.",
        "Of the {all} claims, {testable} can be checked against the data. Outcome: {named}.",
    )
    named = [
        f"{results.say(word)} {counts[verdict]}"
        for verdict, word in VERDICTS.items()
        if verdict in counts and verdict != "not testable"
    ]
    return Sentences(
        (
            text.say(
                results.language,
                all=len(results.verdicts),
                testable=testable,
                named=listing(named, results.language),
            ),
        )
    )


def sums_that_fail(results: Results) -> Sentences | Lacking:
    """For each partition that does not add up: the arithmetic, and who counts nowhere or twice."""
    if results.partitions.empty:
        return lacking(results, Text("verdelingen", "partitions"))
    said = [text for row in records(results.partitions) for text in _sum_that_fails(results, row)]
    fine = Text("Elke verdeling telt op tot alle gemeenten.", "Every partition adds up.")
    return Sentences(tuple(said) or (results.say(fine),))


def _sum_that_fails(results: Results, row: Mapping[str, Any]) -> list[str]:
    """What is wrong with one partition; a sum that is right says nothing of who is counted."""
    told = [
        text.say(results.language, cases=listing(split(row[column]), results.language))
        for column, text in NOT_ONCE.items()
        if row[column]
    ]
    if not told and row["claimed"] == row["n"]:
        return []
    values = {"claimed": row["claimed"], "n": row["n"]}
    name = results.say(row["partition"]).capitalize()
    wrong = row["unaccounted"] or row["twice"]
    right = SUM_IS_RIGHT if wrong else SUM_IS_OPEN
    first = right if row["claimed"] == row["n"] else SUM_IS_WRONG
    return [first.say(results.language, name=name, **values), *told]


def shares_that_cannot_be(results: Results) -> Sentences:
    """The printed percentages that no count of so many cases gives; or that none is printed."""
    claims = results.study.sheet("claims")
    printed = claims[claims["quantifier"] == "percentage"]
    answered = results.verdicts.set_index("claim")["n"].fillna(0).astype(int)
    n = len(results.cases)
    never = [
        value
        for claim, value in zip(printed["claim"], printed["value"], strict=True)
        if answered[claim] and not possible_counts(answered[claim], value)
    ]
    if printed.empty:
        text = Text(
            "Geen enkele bewering noemt een percentage of een gemiddelde van de gemeenten. Er is "
            "dus niets om op {n} gemeenten na te rekenen.",
            "No claim gives a percentage or a mean of the municipalities. So there is nothing to "
            "check against {n} municipalities.",
        )
    elif never:
        text = Text(
            "Dit kan niet: {never} procent. Geen enkel aantal van de gemeenten die antwoordden, "
            "geeft dat.",
            "This cannot be: {never} percent. No count of the municipalities that answered gives "
            "it.",
        )
    else:
        text = Text(
            "Elk genoemd percentage kan bij zoveel gemeenten bestaan.",
            "Every percentage named can exist with so many municipalities.",
        )
    named = listing(never, results.language)
    return Sentences((text.say(results.language, n=n, never=named),))


def detectable_difference(results: Results) -> Sentences | Lacking:
    """How far the smallest and the largest size class must differ for it to be found."""
    sizes = results.size_of.reindex(results.case_scores.index)
    ends = size_ends(sizes)
    if ends is None:
        return lacking(results, Text("scores in twee grootteklassen", "scores in two size classes"))
    n, m = (int((sizes == end).sum()) for end in ends)
    levels = [1 / LEVELS_OF_A_MEAN] * LEVELS_OF_A_MEAN
    confidence, seed = results.settings.confidence, results.settings.seed
    found = delta(n, m, levels, confidence, seed=seed).value
    text = Text(
        "Tussen de {n} kleinste en de {m} grootste gemeenten wordt een verschil op één factor pas "
        "met een kans van 80% gevonden als delta (Cliff) minstens {delta} is. Bij delta 0 is er "
        "geen verschil; bij 1 scoort elke gemeente van de ene klasse hoger dan elke van de andere. "
        "Wie op alle factoren tegelijk let (Holm), vindt alleen nog grotere verschillen.",
        "Between the {n} smallest and the {m} largest municipalities, a difference on one factor "
        "is only found with a chance of 80% if delta (Cliff) is at least {delta}. At delta 0 there "
        "is no difference; at 1 every municipality of one class scores higher than every one of "
        "the other. Who looks at all factors at once (Holm) only finds differences larger still.",
    )
    none = Text(
        "Met {n} tegen {m} gemeenten is de kans om een verschil te vinden altijd kleiner dan 80%, "
        "hoe groot het ook is.",
        "With {n} against {m} municipalities the chance of finding a difference is always below "
        "80%, however large it is.",
    )
    said = "" if found is None else number(found, results.language)
    return Sentences(((text if said else none).say(results.language, n=n, m=m, delta=said),))


def profile_in_short(results: Results) -> Sentences | Lacking:
    """On how many factors a municipality scores above the mean of the others."""
    scores, case = results.case_scores, results.settings.case
    if case not in scores.index or len(scores) < 2:
        return lacking(results, Text("scores van deze gemeente", "scores of this municipality"))
    own = scores.loc[case].dropna()
    means = scores.drop(index=case).mean()
    above = int((own > means.loc[own.index]).to_numpy().sum())
    text = Text(
        "{case} scoort op {above} van de {n} factoren hoger dan het gemiddelde van de andere "
        "{others}.",
        "{case} scores higher than the mean of the other {others} on {above} of the {n} factors.",
    )
    others = _cases(results, len(scores) - 1)
    values = {"case": case, "above": above, "n": len(own), "others": others}
    return Sentences((text.say(results.language, **values),))


def comparison_in_short(results: Results, there: Results) -> Sentences | Lacking:
    """How many claims of another study can be asked here, and how many hold in both."""
    compared = travelling(results, there)
    if compared.empty:
        return lacking(results, Text("beweringen om hier te vragen", "claims to ask here"))
    asked = compared[compared["why_not"] == ""]
    both = ((asked["there"] == "reproduced") & (asked["here"] == "reproduced")).sum()
    text = Text(
        "Van de {all} beweringen over “{there}” die te toetsen zijn, zijn er {asked} ook hier te "
        "vragen. Daarvan klopten er daar {held}; {both} daarvan kloppen ook hier.",
        "Of the {all} claims about “{there}” that can be checked, {asked} can be asked here too. "
        "Of those, {held} were reproduced there; {both} of these hold here too.",
    )
    values = {
        "all": len(compared),
        "there": there.say(there.study.property("title")) or there.study.name,
        "asked": len(asked),
        "held": int((asked["there"] == "reproduced").sum()),
        "both": int(both),
    }
    return Sentences((text.say(results.language, **values),))


def agreement_in_short(results: Results) -> Sentences | Lacking:
    """On which scheme the coders agree most and least."""
    known = results.agreement.dropna(subset=["alpha"]).sort_values("alpha")
    if results.agreement.empty:
        return lacking(results, Text("twee codeurs", "two coders"))
    if known.empty:
        return Sentences((results.say(NO_ALPHA),))
    text = Text(
        "De codeurs zijn het het minst eens over “{least}” (alfa {low}) en het meest over "
        "“{most}” (alfa {high}).",
        "The coders agree least on “{least}” (alpha {low}) and most on “{most}” (alpha {high}).",
    )
    first, last = known.iloc[0], known.iloc[-1]
    if first["alpha"] == last["alpha"]:
        alike = Text("Bij elk schema is alfa {alpha}.", "Alpha is {alpha} for every scheme.")
        alpha = number(first["alpha"], results.language)
        return Sentences((alike.say(results.language, alpha=alpha),))
    return Sentences(
        (
            text.say(
                results.language,
                least=scheme_name(results, first["scheme"]),
                low=number(first["alpha"], results.language),
                most=scheme_name(results, last["scheme"]),
                high=number(last["alpha"], results.language),
            ),
        )
    )


def open_decisions(results: Results) -> Sentences:
    """How many decisions could be taken otherwise, and how many codings that makes.

    Counted in what the verdicts are computed from, so that what a second person chose is in it.
    """
    options = results.evidence.options.groupby(["unit", "scheme"])["option"].nunique()
    ways = prod(int(n) for n in options)
    text = Text(
        "Van de {all} beslissingen zijn er {open} ook anders te nemen. Samen geeft dat {ways} "
        "coderingen; van elke bewering is bij al die coderingen nagerekend of zij klopt.",
        "Of the {all} decisions, {open} could be taken otherwise. Together that makes {ways} "
        "codings; each claim was checked under all of them.",
    )
    over = Text("ruim {power}", "over {power}").say(results.language, power=_power(ways))
    said = number(ways, results.language, 0) if ways < 1e6 else over
    values = {"all": len(options), "open": int((options > 1).sum())}
    return Sentences((text.say(results.language, ways=said, **values),))


def _power(ways: int) -> str:
    """A number too large to read, by its power of ten: ``3 × 10¹²``."""
    digits = str(ways)
    power = str(len(digits) - 1).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{digits[0]} × 10{power}"


def interval_of_none(results: Results) -> Sentences:
    """What it says of the country that no case of the study has something."""
    n = len(results.cases)
    _, high = interval(0, n, results.settings.confidence)
    text = Text(
        "Ook als geen van de {n} gemeenten iets heeft, kan het nog bij hoogstens {high} van alle "
        "Nederlandse gemeenten voorkomen (Clopper-Pearson, betrouwbaarheid {confidence}). Met zo "
        "weinig gemeenten is dus niet te zeggen hoe vaak iets in het land voorkomt. En wie een "
        "gemeente één keer bevraagt, kan geen oorzaken aanwijzen.",
        "Even if none of the {n} municipalities has something, it may still occur in up to {high} "
        "of all Dutch municipalities (Clopper-Pearson, confidence {confidence}). So with this few "
        "municipalities nobody can say how often something occurs in the country. And whoever "
        "asks a municipality once cannot point to causes.",
    )
    return Sentences(
        (
            text.say(
                results.language,
                n=n,
                high=percent(high, results.language),
                confidence=confidence_of(results),
            ),
        )
    )
