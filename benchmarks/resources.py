"""What a build of everything asks of a machine: ``python -m benchmarks.resources``.

Memory is that of all processes together, each shared page counted once among those that share it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from analysis.folders import project_root
from benchmarks.builds import checkout
from benchmarks.memory import MB, watched


def measured() -> dict[str, str]:
    """What each thing asks, in words, from a build in a copy of the checkout. On Linux alone."""
    with checkout() as root:
        build = watched(root)
        built = size([root / "reports", root / "data" / "processed"])
    return {
        "time, all pages in both languages": f"{build.seconds:.0f} s",
        "memory, all processes together, at most": f"{build.tree / MB:.0f} MB",
        "disk, the environment": f"{size([project_root() / '.venv']) / MB:.0f} MB",
        "disk, pages and frames": f"{built / MB:.1f} MB",
    }


def size(folders: Iterable[Path]) -> int:
    """The bytes of all files in some folders."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sum(path.lstat().st_size for path in files)


if __name__ == "__main__":
    for what, amount in measured().items():
        print(f"| {what} | {amount} |")
