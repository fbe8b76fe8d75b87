"""What choices need from the outside world."""

from collections.abc import Mapping
from typing import Protocol


class ChoiceShelf(Protocol):
    """What has been chosen, as texts by the name of what they decide."""

    async def everything(self) -> Mapping[str, str]:
        """Return every choice that somebody has made."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Choose something, in the place of what was chosen before; "" takes the choice back."""
        ...
