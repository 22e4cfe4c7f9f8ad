"""Figures of one look: pure functions from results to a `Figure` with its data and its text."""

from analysis.figures.cases import cases_by_size, help_by_size
from analysis.figures.claims import codings, intervals, verdicts_by_coding
from analysis.figures.codes import codes_by_case
from analysis.figures.comparison import code_shares
from analysis.figures.factors import factor_levels
from analysis.figures.scan import factors_by_case, factors_by_size, profile

__all__ = [
    "cases_by_size",
    "code_shares",
    "codes_by_case",
    "codings",
    "factor_levels",
    "factors_by_case",
    "factors_by_size",
    "help_by_size",
    "intervals",
    "profile",
    "verdicts_by_coding",
]
