"""The pictures of the pages in the README and the guides: `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

from analysis.folders import project_root
from browser.chromium import NO_CHROMIUM, found, started
from browser.pages import ARTICLE

MARGIN = 16


class Picture(NamedTuple):
    """A picture in `docs/`, and what it shows of which page."""

    name: str
    page: str
    size: tuple[int, int]
    """Of the window."""
    figure: str = ""
    """The figure that it shows with the heading above it; without one it is the whole window."""


PICTURES = (
    Picture("conclusies", "nl/5-conclusions.html", (1280, 1500)),
    Picture("conclusions", "en/5-conclusions.html", (1280, 1500)),
    Picture("rapport", "nl/3-promoting-hindering.html", (900, 900), "figure-3"),
    Picture("report", "en/3-promoting-hindering.html", (900, 900), "figure-3"),
)

AROUND = """id => {
    const figure = document.getElementById(id);
    const before = e => e.compareDocumentPosition(figure) & Node.DOCUMENT_POSITION_FOLLOWING;
    const top = [...document.querySelectorAll('main h2')].filter(before).pop();
    const [from, to] = [top, figure].map(e => e.getBoundingClientRect());
    return [from.top + scrollY, to.bottom + scrollY];
}"""


def part_of(page: Any, picture: Picture) -> dict[str, float]:
    """The part of the page that the picture shows, in pixels."""
    width, height = picture.size
    if not picture.figure:
        return {"x": 0, "y": 0, "width": width, "height": height}
    top, bottom = page.evaluate(AROUND, picture.figure)
    return {"x": 0, "y": top - MARGIN, "width": width, "height": bottom - top + 2 * MARGIN}


def take(browser: Any, picture: Picture, pages: Path, folder: Path) -> Path:
    """Take a picture of the pages below one folder into another; its path."""
    width, height = picture.size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
    page.goto((pages / picture.page).as_uri())
    path = folder / f"{picture.name}.png"
    page.screenshot(path=path, clip=part_of(page, picture), full_page=True)
    page.close()
    return path


def main() -> int:
    """Take every picture anew of the pages that were made; the exit status."""
    program, root = found(), project_root()
    if program is None:
        print(NO_CHROMIUM, file=sys.stderr)
        return 2
    with started(program) as browser:
        for picture in PICTURES:
            path = take(browser, picture, root / "reports" / ARTICLE, root / "docs")
            print(path.relative_to(root))
    return 0


if __name__ == "__main__":
    sys.exit(main())
