"""The stage for this folder's transcripts."""

import pytest

from bot.runtime.wiring import Service
from tests.dialogues.stage import Stage


@pytest.fixture
def stage(service: Service) -> Stage:
    """A stage whose people have not been met before."""
    return Stage(service=service)


@pytest.fixture
async def met(stage: Stage) -> Stage:
    """A stage on which Elias has already been greeted."""
    await stage.hears("elias", "hej")
    return stage
