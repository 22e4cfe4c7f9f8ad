"""papermill's own engine; a notebook that breaks off is written too, with what it gave so far.

papermill writes a notebook that ended by itself. It can write at every cell, but that costs as
much as the cells do: each time the whole notebook is checked and written anew.
"""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine, papermill_engines
from papermill.iorw import write_ipynb

ENGINE = "written-at-the-end"


class WrittenAtTheEnd(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """Runs a notebook; its argument `aside` is where it is written when its kernel fails."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, aside: str, **kwargs: Any
    ) -> Any:
        """Run the cells."""
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        except Exception:
            write_ipynb(nb_man.nb, aside)
            raise


papermill_engines.register(ENGINE, WrittenAtTheEnd)
