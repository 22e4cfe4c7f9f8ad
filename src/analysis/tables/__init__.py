"""The numbered tables: pure functions from results to a `Table`."""

from analysis.tables.article import collaboration, innovations, promoting_hindering
from analysis.tables.claims import (
    partitions,
    recommendations,
    untestable,
    verdict_counts,
    verdicts,
)
from analysis.tables.comparison import code_shares, factors_beside, travels, travels_in_short
from analysis.tables.counts import code_counts, help_by_size
from analysis.tables.evidence import mentions, uses
from analysis.tables.factors import factor_statements, levels_by_case, levels_by_size
from analysis.tables.robustness import (
    agreement,
    disagreements,
    fragile,
    ranges,
    thresholds,
)
from analysis.tables.scan import (
    factor_pairs,
    factor_scores,
    reliabilities,
    size_differences,
    strengths,
)
from analysis.tables.shares import interval_methods, weighed_shares
from analysis.tables.whatif import decisions, one_otherwise

__all__ = [
    "agreement",
    "code_counts",
    "code_shares",
    "collaboration",
    "decisions",
    "disagreements",
    "factor_pairs",
    "factor_scores",
    "factor_statements",
    "factors_beside",
    "fragile",
    "help_by_size",
    "innovations",
    "interval_methods",
    "levels_by_case",
    "levels_by_size",
    "mentions",
    "one_otherwise",
    "partitions",
    "promoting_hindering",
    "ranges",
    "recommendations",
    "reliabilities",
    "size_differences",
    "strengths",
    "thresholds",
    "travels",
    "travels_in_short",
    "untestable",
    "uses",
    "verdict_counts",
    "verdicts",
    "weighed_shares",
]
