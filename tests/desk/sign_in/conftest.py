"""A desk that people reach at https://coach.example, and the provider they sign in with."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.runtime import demo
from bot.runtime.opening import prepare
from bot.runtime.wiring import build
from tests.conftest import settings_in
from tests.desk.sign_in.world import KIM, World, a_desk, known_to
from tests.fakes.clock import StandingClock
from tests.fakes.identity_provider import IdentityProvider


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a demo database and its key; without what takes long and is not asked here."""
    folder = tmp_path_factory.mktemp("unlearnt")

    async def fill() -> None:
        service = build(settings_in(folder, embedder="none"))
        await prepare(service)
        await demo.fill(service.work, lambda *_: None, today=service.clock.now().date())
        await service.close()

    asyncio.run(fill())
    return folder


@pytest.fixture
async def provider(clock: StandingClock) -> AsyncIterator[IdentityProvider]:
    """A provider that behaves, until a test lets it not."""
    one = IdentityProvider(clock=clock, person=KIM)
    await one.start()
    yield one
    await one.stop()


@pytest.fixture
async def world(
    home: Path, clock: StandingClock, provider: IdentityProvider
) -> AsyncIterator[World]:
    """A real organisation's desk behind https, with people in the list."""
    async with a_desk(home, provider, clock, known_to(provider)) as one:
        yield one


@pytest.fixture
async def closed(
    home: Path, clock: StandingClock, provider: IdentityProvider
) -> AsyncIterator[World]:
    """The same without a provider in its settings."""
    async with a_desk(home, provider, clock, {}) as one:
        yield one
