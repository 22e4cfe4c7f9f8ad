"""A browser, and the pages for it to look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from checkout import built, shared
from filelock import FileLock

from browser.chromium import NO_CHROMIUM, found, started
from browser.hostile import write_hostile
from browser.pages import Reports

NO_PACKAGE = "package not found: .venv/bin/pip install playwright axe-playwright-python"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The Chromium of this machine; where there is none the tests say so and are skipped."""
    pytest.importorskip("axe_playwright_python", reason=NO_PACKAGE)
    pytest.importorskip("playwright.sync_api", reason=NO_PACKAGE)
    program = found()
    if program is None:
        pytest.skip(NO_CHROMIUM)
    with started(program) as running:
        yield running


@pytest.fixture(scope="session")
def reports(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """The pages of the studies, once for a whole run, and only where a browser can look at them."""
    around = shared(tmp_path_factory)
    checkout = around / "browser"
    with FileLock(around / "browser.lock"):
        if not checkout.exists():
            copied = around / "browser in wording"
            shutil.copytree(built(tmp_path_factory), copied)
            write_hostile(copied)
            copied.rename(checkout)
    return Reports(checkout)


@pytest.fixture(scope="module")
def context(browser: Any) -> Iterator[Any]:
    """A browser without history, for the tests of one module."""
    opened = browser.new_context()
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def visit(context: Any, reports: Reports) -> Iterator[Callable[[str, str], Any]]:
    """Opens a page of a study; afterwards nothing may have been said or asked for but pages."""
    opened: list[Any] = []
    said: list[str] = []

    def open_page(study: str, path: str) -> Any:
        page = context.new_page()
        opened.append(page)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith("file://") else said.append(r.url))
        page.goto((reports.of(study) / path).as_uri())
        return page

    yield open_page
    for page in opened:
        page.close()
    assert said == []
