"""A courier that writes down what it was given, and can be told how it goes."""

from collections.abc import Iterable

from scheduler.delivery.model import Letter, Outcome, Result


class FakeCourier:
    """Keeps a ledger of letters; answers from a script, and then that all arrived."""

    def __init__(self, script: Iterable[Outcome | Exception] = ()) -> None:
        self.ledger: list[Letter] = []
        self._script = list(script)

    async def send(self, letter: Letter) -> Outcome:
        """Write the letter down, then do as the script says."""
        self.ledger.append(letter)
        outcome = self._script.pop(0) if self._script else None
        if isinstance(outcome, Exception):
            raise outcome
        return outcome or Outcome(result=Result.ARRIVED, platform_id=str(len(self.ledger)))
