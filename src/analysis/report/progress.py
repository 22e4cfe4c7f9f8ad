"""Says how far a build is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from analysis.language import Language


class Told:
    """Tells the progress of a build of so many pages on the error stream."""

    def __init__(self, pages: int, console: Console | None = None) -> None:
        self.pages, self.finished = pages, 0
        self.console = console or Console(stderr=True, highlight=False)
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            disable=not self.console.is_terminal,
        )
        self.task = self.bar.add_task("", total=pages)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def done(self, language: Language, page: str, seconds: float) -> None:
        """Move the bar, or print ``[3/14] nl 2-collaboration 4.1 s``."""
        self.finished += 1
        self.bar.update(self.task, advance=1, description=f"{language} {page}")
        if not self.console.is_terminal:
            line = f"[{self.finished}/{self.pages}] {language} {page} {seconds:.1f} s"
            self.console.print(line, markup=False, soft_wrap=True)


class Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self.start = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long ago it was made."""
        return time.monotonic() - self.start
