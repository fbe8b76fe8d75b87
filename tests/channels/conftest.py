"""Running services and browser windows for the tests of the channels."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.channels.served import ROOT, Machine, Served
from tests.channels.window import Windows
from tests.channels.wire import LONGEST_WAIT

WISH = os.environ.get("COACH_TEST_CHROMIUM", "")
FOUND = ROOT / "var" / "test-browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def environment() -> Mapping[str, str]:
    """The machine's environment without any of the service's settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COACH_")}


@pytest.fixture
def machine(home: Path, environment: Mapping[str, str]) -> Machine:
    """A place of one's own, as `demo` leaves it."""
    return Machine(folder=home, environment=environment)


@pytest.fixture
def bare(tmp_path: Path, environment: Mapping[str, str]) -> Machine:
    """A place where nothing has been made yet."""
    return Machine(folder=tmp_path, environment=environment)


@pytest.fixture
def served(machine: Machine) -> Iterator[Served]:
    """A service of one's own, to be killed at will."""
    one = Served(machine=machine).start()
    yield one
    one.close()


@pytest.fixture(scope="module")
def shared(
    filled: Path, environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """One service for a whole file; each test talks as somebody else there."""
    folder = tmp_path_factory.mktemp("shared") / "home"
    shutil.copytree(filled, folder)
    one = Served(machine=Machine(folder=folder, environment=environment)).start()
    yield one
    one.close()


@pytest.fixture
async def client(shared: Served) -> AsyncIterator[aiohttp.ClientSession]:
    """Speaks HTTP with the service as any program could."""
    async with aiohttp.ClientSession(
        shared.url, timeout=aiohttp.ClientTimeout(total=LONGEST_WAIT)
    ) as session:
        yield session


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium without a window."""
    options = ["--disable-gpu", "--disable-background-networking"]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=_chromium(), args=options)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def windows(browser: Browser) -> AsyncIterator[Windows]:
    """Opens windows, each with a memory of its own; none of them may meet a fault."""
    some = Windows(browser=browser)
    yield some
    faults = some.faults
    await some.close()
    assert faults == []


def _chromium() -> str | None:
    """Return the browser found by `make test`, wished for or on the path; None is Playwright's."""
    found = FOUND.read_text(encoding="utf-8").strip() if FOUND.exists() else ""
    there = (path for name in NAMES if (path := shutil.which(name)))
    return found or WISH or next(there, None)
