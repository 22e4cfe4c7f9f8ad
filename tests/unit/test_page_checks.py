"""What a page must be before it is kept: for each demand a page that does not meet it."""

from __future__ import annotations

import pytest

from analysis.report.checks import CHECKS, broken, contrast, pale
from analysis.report.shell import template_text

SOUND = """<!DOCTYPE html><html lang="nl"><head><style>{style}</style></head><body>
<h1 id="top">Titel</h1><h2>Kop</h2><p lang="en">text <a href="#top">up</a></p>
<table><caption>Wat</caption><thead><tr><th scope="col">A</th></tr></thead></table>
<figure><svg role="img" aria-label="drie balken"><use href="#top"/></svg>
<figcaption>Figuur</figcaption><table><caption>De gegevens</caption></table></figure>
<img src="data:image/png;base64,AAAA" alt="iets"><a href="https://example.org">weg</a>
</body></html>"""

WRONG = [
    ("<h2>Kop</h2>", "<h3>Kop</h3>", "h1, h3"),
    ("<h2>Kop</h2>", "<h1>Kop</h1>", "h1: 2"),
    ('<p lang="en">', '<p lang="xx">', "<p> text up"),
    ('<html lang="nl">', "<html>", "<html> "),
    ("<caption>Wat</caption>", "", "<table> A"),
    (' scope="col"', "", "<th> A"),
    (' alt="iets"', "", "<img>"),
    (' aria-label="drie balken"', "", "<svg>"),
    ("<table><caption>De gegevens</caption></table>", "", "<figure> Figuur"),
    ("data:image/png;base64,AAAA", "plaatje.png", "<img>"),
    ("data:image/png;base64,AAAA", "https://example.org/x.png", "<img>"),
    ("<p lang", "<script src='//example.org/x.js'></script><p lang", "<script>"),
    ("<p lang", "<p style='background: url(x.png)'>a</p><p lang", "<p> a"),
    ("</style>", "@import 'x.css';</style>", "@import 'x.css'"),
    ("<p lang", "<p id='top'>a</p><p lang", "id=top"),
    ('href="#top">up', 'href="#nowhere">up', "#nowhere"),
    ("<p lang", "<p aria-labelledby='top gone'>a</p><p lang", "#gone"),
    ("--ink: #000", "--ink: #aaa", "ink #aaa, paper #fff"),
    ("--ink: #fff", "--ink: #333", "ink #333, paper #111"),
]
STYLE = ":root { --paper: #fff; --ink: #000; } @media x { :root { --paper: #111; --ink: #fff; } }"


def test_a_sound_page_meets_them_all() -> None:
    assert broken(SOUND.replace("{style}", STYLE)) == []


@pytest.mark.parametrize(("sound", "wrong", "where"), WRONG)
def test_each_demand_finds_what_does_not_meet_it(sound: str, wrong: str, where: str) -> None:
    page = SOUND.replace("{style}", STYLE)
    assert sound in page
    found = broken(page.replace(sound, wrong, 1))
    assert len(found) == 1
    assert found[0].where[0].startswith(where.strip())


def test_every_demand_has_a_page_that_does_not_meet_it() -> None:
    page = SOUND.replace("{style}", STYLE)
    met = {one.says for s, w, _ in WRONG for one in broken(page.replace(s, w, 1))}
    assert met == {check.says for check in CHECKS}


def test_the_pages_own_colours_stand_out() -> None:
    assert pale(template_text("style.css")) == ()


def test_contrast_is_that_of_the_standard() -> None:
    """WCAG's own ends; #777 on white is its known example of just too little."""
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#fff", "#fff") == 1
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)
