"""Everything that is computed of one study at one setting, each frame once and when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import pandas as pd

from analysis import claims, factors
from analysis.cleaning import decimal, tidy_cases, tidy_units
from analysis.codes import chosen_sets, coded, main_coder
from analysis.inference.agreement import alpha, alpha_interval, coded_twice, share_alike
from analysis.language import Language, Text
from analysis.parameters import Settings
from analysis.schema import FRAME, SCALE_ENDS, Study

T = TypeVar("T")
KEPT = 4
"""Of how many studies and settings a process keeps what it computed."""


@lru_cache(maxsize=KEPT)
def _computed(_study: Study, _settings: tuple[tuple[str, object], ...]) -> dict[str, Any]:
    """What was computed of a study at some settings; nothing, the first time."""
    return {}


class once(cached_property[T]):
    """Computed when it is asked for, and once for all languages and pages of a study."""

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> T:  # type: ignore[override]
        """The value for the results that it is asked of, which then have it themselves."""
        name = str(self.attrname)
        known = _computed(instance.study, tuple(instance.settings.of_frames.items()))
        if name not in known:
            known[name] = self.func(instance)
        value: T = known[name]
        vars(instance)[name] = value
        return value


@dataclass(frozen=True)
class Results:
    """The frames of a study; their names and columns are those of `schema.FRAMES`.

    What is computed is shared, so it is to be read and never written in.
    """

    study: Study
    settings: Settings

    def take(self, frames: Mapping[str, Any]) -> None:
        """Take what another process computed of the same study, at the same settings."""
        _computed(self.study, tuple(self.settings.of_frames.items())).update(frames)

    @property
    def language(self) -> Language:
        """The language that texts are to be in."""
        return self.settings.language

    @property
    def synthetic(self) -> bool:
        """Whether the study's data are made up."""
        return self.study.synthetic

    @property
    def coder(self) -> str:
        """The coder whose choices are counted."""
        return main_coder(self.study.sheet("codings"), self.study.property("coder"))

    def say(self, text: str | Text) -> str:
        """A text in the language of these results: the project's own or the study's."""
        if isinstance(text, Text):
            return text.say(self.language)
        return self.study.say(text, self.language)

    @once
    def cases(self) -> pd.DataFrame:
        """The frame `cases`."""
        return tidy_cases(self.study.sheet("cases"))

    @once
    def units(self) -> pd.DataFrame:
        """The frame `units`."""
        return tidy_units(self.study.sheet("cases"))

    @once
    def codes(self) -> pd.DataFrame:
        """The frame `codes`."""
        return coded(self.units, self.study.sheet("codebook"), self.study.sheet("codings"))

    @property
    def counted(self) -> pd.DataFrame:
        """The codes that are counted: of every unit the coding that was chosen."""
        return self.evidence.counted

    @once
    def factors(self) -> pd.DataFrame:
        """The frame `factors`."""
        sheets = (self.study.sheet("scores"), self.study.sheet("items"))
        return factors.tidy_factors(*sheets, self.scale, self.settings.average)

    @once
    def judgements(self) -> pd.DataFrame:
        """The sheet `scores` with numbers as numbers and reversed questions turned."""
        return factors.judgements(self.study.sheet("scores"), self.study.sheet("items"), self.scale)

    @once
    def respondent_scores(self) -> pd.DataFrame:
        """The score of each respondent on each factor."""
        items = self.study.sheet("items")
        return factors.respondent_scores(self.judgements, items, self.settings.average)

    @once
    def case_scores(self) -> pd.DataFrame:
        """Cases by factors: the score of each."""
        return factors.case_scores(self.factors)

    @once
    def size_of(self) -> pd.Series:
        """The size class of each case, in order of size."""
        return self.cases.set_index("case")["size_class"]

    @once
    def populations(self) -> pd.Series:
        """How many municipalities the country has in each size class, where the study says so."""
        sheet = self.study.sheet("size_classes").set_index("size_class")
        return sheet["municipalities"].astype(int)

    @property
    def scale(self) -> tuple[float, float] | None:
        """The lowest and highest score of the scan, where the study gives them."""
        ends = [self.study.property(end) for end in SCALE_ENDS]
        return (decimal(ends[0]), decimal(ends[1])) if all(ends) else None

    @once
    def codings(self) -> dict[str, pd.DataFrame]:
        """For each scheme units by coders: the coding that each coder chose."""
        schemes = dict.fromkeys(self.study.sheet("codebook")["scheme"])
        return {scheme: chosen_sets(self.codes, scheme) for scheme in schemes}

    @once
    def agreement(self) -> pd.DataFrame:
        """The frame `agreement`: a row for each scheme that two coders coded."""
        rows = [
            self._agreement(scheme, codings)
            for scheme, codings in self.codings.items()
            if not coded_twice(codings).empty
        ]
        return pd.DataFrame(rows, columns=[c.name for c in FRAME["agreement"].columns])

    def _agreement(self, scheme: str, codings: pd.DataFrame) -> dict[str, object]:
        bounds = alpha_interval(codings, self.settings.confidence, self.settings.seed)
        return {
            "scheme": scheme,
            "units": len(coded_twice(codings)),
            "agreement": share_alike(codings),
            "alpha": alpha(codings),
            "alpha_low": bounds[0] if bounds else None,
            "alpha_high": bounds[1] if bounds else None,
        }

    @once
    def evidence(self) -> claims.Evidence:
        """What claims are checked against."""
        frames = {name: getattr(self, name) for name in ("cases", "units", "codes", "factors")}
        ranges = claims.ranges(self.settings)
        return claims.Evidence(frames, self.study.sheet("codebook"), self.coder, ranges)

    @once
    def verdicts(self) -> pd.DataFrame:
        """The frame `verdicts`."""
        return claims.verdicts(self.study.sheet("claims"), self.evidence, self.settings.confidence)

    @once
    def partitions(self) -> pd.DataFrame:
        """The frame `partitions`."""
        return claims.partitions(self.study.sheet("claims"), self.evidence)
