"""What most tests stand on: a filled database, copied fresh for each of them."""

import asyncio
import atexit
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.runtime import demo
from bot.runtime.opening import prepare
from bot.runtime.settings import Settings
from bot.runtime.wiring import Service, build
from tests.fakes.clock import SUNDAY, StandingClock
from tests.vectors import brought_to

# The PostgreSQL wheel asks for it while it is imported, and warns where nobody has set it.
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="coach-tests-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)


pytest_plugins = ["tests.databases"]


def settings_in(folder: Path, **changes: object) -> Settings:
    """Return settings that keep everything in one folder."""
    values: dict[str, object] = {
        "database_url": f"sqlite+aiosqlite:///{folder}/coach.db",
        "key_file": folder / "keys",
        "demo": True,
    }
    return Settings.model_validate(values | changes)


@pytest.fixture(scope="session", autouse=True)
def _own_settings() -> Iterator[None]:
    """No setting of the machine reaches a test."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("COACH_")}
    for name in kept:
        del os.environ[name]
    yield
    os.environ.update(kept)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a demo database and its key, made once."""
    folder = tmp_path_factory.mktemp("filled")

    async def fill() -> None:
        service = build(settings_in(folder))
        await prepare(service)
        await demo.fill(service.work, lambda *_: None, now=SUNDAY, zone=service.settings.zone)
        with brought_to(folder / "coach.db"):
            await service.library.follow()
            await service.library.learn()
        await service.close()

    asyncio.run(fill())
    return folder


@pytest.fixture
def home(filled: Path, tmp_path: Path) -> Path:
    """A folder of one's own, as `demo` leaves it."""
    folder = tmp_path / "home"
    shutil.copytree(filled, folder)
    return folder


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands at nine on a Sunday in November 2026."""
    return StandingClock()


@pytest.fixture
async def service(home: Path, clock: StandingClock) -> AsyncIterator[Service]:
    """The whole service on a filled database, with nothing running yet."""
    one = build(settings_in(home), clock=clock)
    await one.library.follow()
    yield one
    await one.close()
