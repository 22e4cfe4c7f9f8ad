"""A browser, and the pages for it to look at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from browser.pages import Reports, copy_of_checkout

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_CHROMIUM = "no Chromium found; on Debian and Ubuntu: apt-get install chromium"
NO_PACKAGE = "package not found: .venv/bin/pip install playwright axe-playwright-python"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The Chromium of this machine; where there is none the tests say so and are skipped."""
    pytest.importorskip("axe_playwright_python", reason=NO_PACKAGE)
    playwright = pytest.importorskip("playwright.sync_api", reason=NO_PACKAGE)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip(NO_CHROMIUM)
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def reports(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """The pages of the studies; made only where there is a browser to look at them."""
    return Reports(copy_of_checkout(tmp_path_factory.mktemp("browser")))


@pytest.fixture(scope="module")
def context(browser: Any) -> Iterator[Any]:
    """A browser without history, for the tests of one module."""
    opened = browser.new_context()
    yield opened
    opened.close()
