"""Opens studies from their folder: what was recorded, every problem at once."""

from analysis.study.opening import open_study

__all__ = ["open_study"]
