"""papermill's own engine, but that it writes a notebook when it has ended, not at every cell.

Writing costs as much as the cells do: each time the whole notebook is checked and written anew.
"""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine, papermill_engines

ENGINE = "written-at-the-end"


class WrittenAtTheEnd(NBClientEngine):  # type: ignore[misc]  # papermill has no types
    """Runs a notebook; it is written before its first cell, and when it ended or failed."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run the cells, and let nothing be written meanwhile."""
        path, nb_man.output_path = nb_man.output_path, None
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)
        finally:
            nb_man.output_path = path


papermill_engines.register(ENGINE, WrittenAtTheEnd)
