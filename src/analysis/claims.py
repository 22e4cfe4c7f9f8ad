"""The register: each claim of the article, counted in the published data, and its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import pandas as pd

from analysis import multiverse
from analysis.answers import unknown_cases
from analysis.cleaning import split
from analysis.codes import named_codes, options_of
from analysis.conditions import Condition, Term, fits, parse
from analysis.inference.granularity import gives
from analysis.inference.shares import interval
from analysis.multiverse import Outcome, Spread
from analysis.parameters import Settings
from analysis.schema import FRAME

Spreads = Mapping[str, Spread]
"""The outcomes of each case."""

ASKED = ("frame", "where", "quantifier", "value", "untested")
"""The columns of the sheet `claims` that say what is counted."""


@dataclass(frozen=True)
class Range:
    """How many of the cases a fuzzy word stands for."""

    above: Fraction = Fraction(-1)
    """More than this share of the cases."""
    up_to: Fraction = Fraction(1)
    """At most this share of the cases."""
    cases: int = 0
    """At least this many cases."""

    def holds(self, count: int, n: int) -> bool:
        """Whether a count out of n cases is in the range."""
        return count >= self.cases and self.above * n < count <= self.up_to * n


def ranges(settings: Settings) -> dict[str, Range]:
    """What each fuzzy word stands for."""
    return {
        "most": Range(above=_fraction(settings.most)),
        "many": Range(above=_fraction(settings.many)),
        "several": Range(cases=settings.several),
        "few": Range(up_to=_fraction(settings.few)),
    }


def _fraction(share: float) -> Fraction:
    """A share exactly as it is written, but 0.3333 is the third that it stands for."""
    near = Fraction(share).limit_denominator(12)
    return near if abs(near - Fraction(share)) < Fraction(1, 10_000) else Fraction(str(share))


@dataclass(frozen=True, eq=False)
class Evidence:
    """The frames of one study that claims are checked against."""

    frames: Mapping[str, pd.DataFrame]
    codebook: pd.DataFrame
    coder: str
    ranges: Mapping[str, Range]
    counts: dict[tuple[str | None, ...], Count | None] = field(default_factory=dict, init=False)
    """What was counted in them, by what was asked: several pages ask the same."""

    @cached_property
    def cases(self) -> list[str]:
        """Every case of the study."""
        return list(self.frames["cases"]["case"])

    @cached_property
    def options(self) -> pd.DataFrame:
        """Every defensible coding of every unit."""
        return options_of(self.frames["codes"], self.coder)

    @cached_property
    def counted(self) -> pd.DataFrame:
        """The codes that are counted: of every unit the coding that was chosen."""
        return self.options[self.options["option"] == 0]

    def frame(self, name: str) -> pd.DataFrame:
        """The frame to count in; of the codes every defensible one."""
        return self.options if name == "codes" else self.frames[name]

    def chosen(self, name: str) -> pd.DataFrame:
        """The frame to count in; of the codes those that were chosen."""
        return self.counted if name == "codes" else self.frames[name]


@dataclass(frozen=True)
class Check:
    """What to count for a claim and when the counts, of so many cases, bear it out."""

    frame: str
    conditions: tuple[Condition, ...]
    """The first is what is counted; the others are what it is compared with."""
    holds: Callable[[Outcome, int], bool]
    """Of what is added up and the number of cases."""
    of_all: bool = True
    """Whether it is about every case: a percentage is of those that answered."""
    unknown: tuple[Outcome, Outcome] = ((0,), (1,))
    """What a case that did not answer would add, at least and at most."""
    added: Callable[[Outcome], Outcome] = lambda outcome: outcome
    """What of a case's outcome is added up: less than all of it makes fewer sums to look at."""
    idle: Callable[[Outcome, Outcome, int], Container[int]] = lambda least, most, silent: ()
    """Which sums can decide nothing, given the least and the largest of each, and how many cases
    did not answer."""


@dataclass(frozen=True)
class Count:
    """A check carried out: what each case gives, and what they add up to."""

    check: Check
    spreads: Spreads
    """Of the cases that answered."""
    silent: tuple[str, ...] = ()
    """The cases that did not."""
    whole: bool = True
    """Whether all of the claim can be tested."""

    @property
    def n(self) -> int:
        """The number of cases that answered."""
        return len(self.spreads)

    @cached_property
    def parts(self) -> Spreads:
        """What is added up of each case."""
        return {
            case: multiverse.folded(spread, self.check.added)
            for case, spread in self.spreads.items()
        }

    @cached_property
    def outcomes(self) -> Spread:
        """The sums over all cases; those that can decide nothing stay at 0."""
        spreads = self.spreads.values()
        return multiverse.total(multiverse.folded(spread, self.telling) for spread in spreads)

    def telling(self, outcome: Outcome) -> Outcome:
        """What is added up of a case's outcome, with 0 for what can decide nothing."""
        added = enumerate(self.check.added(outcome))
        return tuple(0 if i in self._idle else value for i, value in added)

    @cached_property
    def _idle(self) -> Container[int]:
        """Which sums can decide nothing, whatever the coding."""
        columns = [list(zip(*part, strict=True)) for part in self.parts.values()]
        least, most = (
            tuple(sum(map(end, values)) for values in zip(*columns, strict=True))
            for end in (min, max)
        )
        return self.check.idle(least, most, len(self.silent))

    @cached_property
    def now(self) -> Outcome:
        """How many cases fit each of the check's conditions at the chosen codes."""
        chosen = map(multiverse.chosen, self.spreads.values())
        return tuple(map(sum, zip(*chosen, strict=True)))

    @cached_property
    def chosen(self) -> list[int]:
        """Whether each case counts at the chosen codes: 0 or 1."""
        return [multiverse.chosen(spread)[0] for spread in self.spreads.values()]

    @property
    def counted(self) -> list[str]:
        """The cases that count at the chosen codes."""
        return [case for case, counts in zip(self.spreads, self.chosen, strict=True) if counts]

    def holds(self, outcome: Outcome) -> bool:
        """Whether such sums bear the claim out."""
        return self.check.holds(outcome, self.n)

    @cached_property
    def share(self) -> Fraction:
        """The share of the defensible codings under which the claim holds."""
        return multiverse.share(self.outcomes, self.holds)

    @cached_property
    def verdict(self) -> str:
        """The verdict on the claim."""
        return verdict(self.share, whole=self.whole, settled=self.settled())

    def settled(self) -> bool:
        """Whether no answer of the cases that did not answer can turn whether the claim holds."""
        held, cases = self.share == 1, self.n + len(self.silent)
        return all(self.check.holds(sums, cases) == held for sums in self._completed())

    def _completed(self) -> Iterator[Outcome]:
        """The sums that there can be when the silent cases answer, where that matters."""
        least, most = self.check.unknown
        for yes in range(len(self.silent) + 1) if self.silent and self.check.of_all else ():
            no = len(self.silent) - yes
            for sums in self.outcomes:
                yield tuple(s + no * a + yes * b for s, a, b in zip(sums, least, most, strict=True))


def verdicts(claims: pd.DataFrame, evidence: Evidence, confidence: float) -> pd.DataFrame:
    """The frame `verdicts`: one row a claim, in the order of the register.

    Args:
        claims: the sheet `claims`.
        evidence: the frames to count in.
        confidence: the level of the interval around the counted share.
    """
    declared = FRAME["verdicts"].columns
    blank = {column.name: "" for column in declared if column.kind == "text"}
    rows = [blank | verdict_row(claim, evidence, confidence) for claim in claims.to_dict("records")]
    frame = pd.DataFrame(rows, columns=[column.name for column in declared])
    whole = [column.name for column in declared if column.kind == "integer"]
    return frame.astype({**dict.fromkeys(whole, "Int64"), "holds": "boolean"})


def verdict_row(
    claim: Mapping[Any, str], evidence: Evidence, confidence: float
) -> dict[str, object]:
    """The verdict on one claim with its computation; without a check only the verdict."""
    told: dict[str, object] = {
        name: claim[name] for name in ("claim", "locator", "kind", "statement")
    }
    count = count_of(claim, evidence)
    if count is None:
        return told | {"verdict": "not testable"}
    told |= {"unknown": "; ".join(count.silent)}
    if not count.n:
        return told | {"verdict": "not testable"}
    return told | _judged(count) | _counted(count, confidence) | _turning(count)


def _judged(count: Count) -> dict[str, object]:
    """The verdict, whether the claim holds at the chosen codes, and under how many codings."""
    holds = count.holds(multiverse.chosen(count.outcomes))
    return {"verdict": count.verdict, "share": shown(count.share), "holds": holds}


def _counted(count: Count, confidence: float) -> dict[str, object]:
    """What was counted: at the chosen codes, at least and at most, and the share's interval."""
    possible = [[outcome[0] for outcome in spread] for spread in count.spreads.values()]
    low, high = interval(sum(count.chosen), count.n, confidence)
    counted = dict.fromkeys(count.counted)
    return {
        "count": len(counted),
        "n": count.n,
        "low": low,
        "high": high,
        "minimum": sum(map(min, possible)),
        "maximum": sum(map(max, possible)),
        "cases": "; ".join(counted),
        "counterexamples": "; ".join(case for case in count.spreads if case not in counted),
    }


def _turning(count: Count) -> dict[str, object]:
    """What would turn it: the fewest units coded otherwise, and the fewest cases left out."""
    units = multiverse.flip(count.outcomes, count.holds)
    cases = multiverse.fewest_left_out(count.parts, count.check.holds)
    return {
        "flip": None if units is None else len(units),
        "flip_units": "; ".join(units or ()),
        "flip_cases": "; ".join(cases or ()),
        "leave_one_out": "; ".join(sensitive_to(count)),
    }


def sensitive_to(count: Count) -> list[str]:
    """The cases without which the verdict would be another, each left out on its own.

    Cases with the same outcomes are alike, so one of each is tried; also of the silent ones.
    """
    alike = {case: frozenset(part) for case, part in count.parts.items()}
    alike |= dict.fromkeys(count.silent, frozenset())
    one_of_each = {outcomes: case for case, outcomes in alike.items()}
    without = {outcomes: _without(count, case) for outcomes, case in one_of_each.items()}
    return [
        case for case, outcomes in alike.items() if without[outcomes] not in (count.verdict, "")
    ]


def _without(count: Count, case: str) -> str:
    """The verdict when one case is left out; none when no other is left."""
    rest = replace(
        count,
        spreads={c: s for c, s in count.spreads.items() if c != case},
        silent=tuple(c for c in count.silent if c != case),
    )
    return rest.verdict if rest.n else ""


def shown(share: Fraction) -> float:
    """A share as a number that is 0 or 1 only where the share is."""
    return float(share) if share in (0, 1) else min(max(float(share), 1e-12), 1 - 1e-12)


def verdict(share: Fraction, *, whole: bool = True, settled: bool = True) -> str:
    """The verdict on a claim that can be checked.

    Args:
        share: the share of defensible codings under which it holds.
        whole: whether all of the claim can be tested.
        settled: whether it stays so whatever the cases that did not answer would have said.
    """
    if share == 0:
        return "contradicted" if settled else "not testable"
    if share < 1:
        return "coding-dependent"
    return "reproduced" if whole and settled else "partly testable"


def check_of(claim: Mapping[Any, str], evidence: Evidence) -> Check | None:
    """The check of a claim, or None when the register gives it none."""
    if not claim["frame"]:
        return None
    where = parse(claim["where"])
    quantifier, value = claim["quantifier"], claim["value"]
    if quantifier == "more-than":
        other = parse(value)
        return Check(
            claim["frame"],
            (where, other),
            lambda more, n: more[0] > 0,
            unknown=((-1,), (1,)),
            added=lambda counts: (counts[0] - counts[1],),
        )
    if quantifier == "most-named":
        return _most_named(claim["frame"], where, split(value, "|"), evidence.codebook)
    words = evidence.ranges
    return Check(
        claim["frame"],
        (where,),
        lambda counts, n: fitting(quantifier, value, counts[0], n, words),
        of_all=quantifier != "percentage",
    )


def fitting(quantifier: str, value: str, count: int, n: int, words: Mapping[str, Range]) -> bool:
    """Whether a count of n cases is what the quantifier says.

    Raises KeyError for a quantifier that is not in the schema.
    """
    if quantifier in words:
        return words[quantifier].holds(count, n)
    return {
        "exactly": lambda: count == int(value),
        "at-least": lambda: count >= int(value),
        "at-most": lambda: count <= int(value),
        "percentage": lambda: gives(count, n, value),
        "all": lambda: count == n,
        "one": lambda: count == 1,
        "none": lambda: count == 0,
    }[quantifier]()


def _most_named(
    frame: str, where: Condition, named: Sequence[str], codebook: pd.DataFrame
) -> Check:
    """No other code of the scheme is named by more cases than any of these.

    The code for "otherwise" is no answer of its own, so it is not compared with.
    """
    every = [c for scheme in where.values("scheme") for c in named_codes(codebook, scheme)]
    rest = [code for code in every if code not in named]
    each = [Condition((*where.terms, Term("code", (code,)))) for code in [*named, *rest]]
    any_of_them = Condition((*where.terms, Term("code", tuple(named))))
    last = len(named)
    none_of_them = (*(0 for _ in named), *(1 for _ in rest))

    def beaten(least: Outcome, most: Outcome, silent: int) -> set[int]:
        """The other codes that come nowhere near any of these, under any coding."""
        return {i for i in range(last, len(most)) if most[i] + silent <= min(least[:last])}

    return Check(
        frame,
        (any_of_them, *each),
        lambda counts, n: min(counts[:last]) >= max(counts[last:], default=0),
        added=lambda counts: counts[1:],
        idle=beaten,
        unknown=(none_of_them, tuple(1 - named for named in none_of_them)),
    )


def count_of(claim: Mapping[Any, str], evidence: Evidence) -> Count | None:
    """The check of a claim carried out, or None when the register gives it none."""
    asked = tuple(claim.get(column) for column in ASKED)
    if asked not in evidence.counts:
        evidence.counts[asked] = _carried_out(claim, evidence)
    return evidence.counts[asked]


def _carried_out(claim: Mapping[Any, str], evidence: Evidence) -> Count | None:
    check = check_of(claim, evidence)
    if check is None:
        return None
    spreads = _spreads_of(check, evidence)
    silent = tuple(case for case in evidence.cases if case not in spreads)
    return Count(check, spreads, silent, whole=not claim["untested"])


def _spreads_of(check: Check, evidence: Evidence) -> Spreads:
    """For each case of which the answer is known the outcomes over its defensible codings."""
    frame, unknown = evidence.frame(check.frame), _unknown_to(check, evidence)
    cases = [case for case in evidence.cases if case not in unknown]
    hits = [fits(condition, frame) for condition in check.conditions]
    if check.frame == "codes":
        return multiverse.case_spreads(frame, hits, cases)
    found = [set(frame.loc[hit, "case"]) for hit in hits]
    return {case: multiverse.sure(int(case in fitting) for fitting in found) for case in cases}


def _unknown_to(check: Check, evidence: Evidence) -> set[str]:
    """The cases of which is not known what a check asks, at the chosen codes."""
    frame = evidence.chosen(check.frame)
    columns = FRAME[check.frame].columns
    return {
        case
        for condition in check.conditions
        for case in unknown_cases(condition, frame, evidence.cases, columns)
    }


def partitions(claims: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """The frame `partitions`: whether claims that split the cases add up to all of them.

    What is counted is missing where none of its claims has a check.

    Args:
        claims: the sheet `claims`.
        evidence: the frames to count in.
    """
    named = claims[claims["partition"] != ""]
    rows = [
        _partition(str(name), group, evidence)
        for name, group in named.groupby("partition", sort=False)
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in FRAME["partitions"].columns])
    return frame.astype({"counted": "Int64"})


def _partition(name: str, claims: pd.DataFrame, evidence: Evidence) -> dict[str, object]:
    counts = [c for claim in claims.to_dict("records") if (c := count_of(claim, evidence))]
    said = {
        "partition": name,
        "claimed": sum(claimed(claim) for claim in claims.to_dict("records")),
        "n": len(evidence.cases),
    }
    if not counts:
        return said | {"counted": None, "unaccounted": "", "twice": "", "unknown": ""}
    often = Counter(case for count in counts for case in count.counted)
    nowhere = [case for case in evidence.cases if not often[case]]
    unknown = {case for count in counts for case in count.silent}
    return said | {
        "counted": len(often),
        "unaccounted": "; ".join(case for case in nowhere if case not in unknown),
        "twice": "; ".join(case for case in evidence.cases if often[case] > 1),
        "unknown": "; ".join(case for case in nowhere if case in unknown),
    }


def claimed(claim: Mapping[Any, str]) -> int:
    """How many cases a claim speaks of, for a partition: `one` is 1."""
    return 1 if claim["quantifier"] == "one" else int(claim["value"] or 0)
