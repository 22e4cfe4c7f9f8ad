"""Opens studies from their folder: what was recorded, every problem at once."""

from analysis.study.folders import input_files, project_root, study_folder
from analysis.study.opening import open_study

__all__ = ["input_files", "open_study", "project_root", "study_folder"]
