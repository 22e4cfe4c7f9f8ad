"""From notebooks to pages: papermill runs them, nbconvert writes them, with one template."""

from analysis.report.building import Folders, Outcome, build, build_profiles
from analysis.report.execution import PageFailed
from analysis.report.frames import write_frames

__all__ = ["Folders", "Outcome", "PageFailed", "build", "build_profiles", "write_frames"]
