"""Settings as they hold: what the server says, and in its place what was chosen on the desk."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Protocol

import structlog

from bot.conversations.customs import Customs
from bot.conversations.pace import Pace
from bot.desk.choosing import Choosable, Kind
from bot.runtime.settings import CONTACT_SETTINGS, Settings
from bot.texts.catalogue import Say, say
from knowledge.choices.ports import ChoiceShelf
from knowledge.escalations.routing import Rules
from scheduler.calendar.days_off import DaysOff
from scheduler.calendar.hours import UnfitHours, WorkingHours

LONGEST_TEXT = 200
NUMBERS: Mapping[str, tuple[float, float]] = {
    "reply_hours": (0.5, 200),
    "remind_hours": (0.5, 200),
    "standin_hours": (0.5, 200),
    "coordinator_hours": (0.5, 400),
    "most_open": (1, 1000),
    "question_minutes": (1, 240),
}
"""From where to where each number may go: not further than the setting of the same name."""

WHOLE = frozenset({"most_open", "question_minutes"})
STEPS = ("remind_hours", "standin_hours", "coordinator_hours")
"""What must rise."""

READINESS = ("-0.5", "0", "0.5")
LOG = structlog.get_logger()


class ChoiceWork(Protocol):
    """One transaction over what was chosen."""

    @property
    def choices(self) -> ChoiceShelf:
        """What was chosen."""
        ...


class Chosen:
    """What holds now; it follows the database, so that every replica does."""

    def __init__(
        self,
        given: Settings,
        reading: Callable[[], AbstractAsyncContextManager[ChoiceWork]],
        *,
        heard: Callable[[Settings], None],
    ) -> None:
        """Begin with what the server says.

        Args:
            given: the server's own settings.
            reading: opens a transaction.
            heard: told each time that something else holds.
        """
        self._given = given
        self._reading = reading
        self._heard = heard
        self._values: Mapping[str, str] = {}
        self.settings = given
        self.customs = customs_of(given)

    @property
    def choosables(self) -> Sequence[Choosable]:
        """Everything that may be chosen, as it is shown."""
        return (
            *(self._number(name) for name in NUMBERS),
            Choosable(name="working_hours", kind=Kind.HOURS, usual=str(self._given.working_hours)),
            Choosable(name="dial", kind=Kind.READINESS, usual=_plain(self._given.dial)),
            *(
                Choosable(name=name, kind=Kind.TEXT, usual=str(getattr(self._given, name)))
                for name in CONTACT_SETTINGS
            ),
        )

    def faults(self, values: Mapping[str, str]) -> Mapping[str, Say]:
        """Return what is wrong with choices, by name; what is not chosen is not among them."""
        faults: dict[str, Say] = {}
        for one in self.choosables:
            text = values.get(one.name, "")
            fault = _fault(one, text) if text else None
            if fault:
                faults[one.name] = fault
        if not faults and not self._with(values).steps_rise:
            fault = say("desk.choice.wrong.rise")
            faults = {name: fault for name in STEPS if values.get(name)}
        return faults

    async def follow(self) -> None:
        """Let what is chosen hold; a choice that no longer fits the server's settings does not."""
        async with self._reading() as work:
            values = dict(await work.choices.everything())
        if values == self._values:
            return
        self._values = values
        faults = self.faults(values)
        if faults:
            LOG.warning("choices-unfit", count=len(faults))
        self.settings = self._with({k: v for k, v in values.items() if k not in faults})
        self.customs = customs_of(self.settings)
        self._heard(self.settings)

    def _with(self, values: Mapping[str, str]) -> Settings:
        found: dict[str, object] = {}
        for one in self.choosables:
            text = values.get(one.name, "")
            if text:
                found[one.name] = _read(one, text)
        return self._given.model_copy(update=found)

    def _number(self, name: str) -> Choosable:
        least, most = NUMBERS[name]
        usual = _plain(getattr(self._given, name))
        return Choosable(name=name, kind=Kind.NUMBER, usual=usual, least=least, most=most)


def customs_of(settings: Settings) -> Customs:
    """Return how questions are dealt with under these settings."""
    return Customs(
        pace=Pace(
            zone=settings.zone,
            hours=settings.hours,
            days_off=DaysOff(settings.country, settings.half_day_end),
            reply=timedelta(hours=settings.reply_hours),
            remind=timedelta(hours=settings.remind_hours),
            standin=timedelta(hours=settings.standin_hours),
            coordinator=timedelta(hours=settings.coordinator_hours),
            minutes=settings.question_minutes,
        ),
        rules=Rules(most_open=settings.most_open, may_cross=settings.other_administrations),
        contacts=settings.contacts,
    )


def _fault(one: Choosable, text: str) -> Say | None:
    if one.kind is Kind.TEXT:
        too_long = len(text) > LONGEST_TEXT
        return say("desk.choice.wrong.long", most=LONGEST_TEXT) if too_long else None
    if one.kind is Kind.READINESS:
        return None if text in READINESS else say("desk.choice.wrong.readiness")
    return _fault_in_hours(text) if one.kind is Kind.HOURS else _fault_in_number(one, text)


def _fault_in_hours(text: str) -> Say | None:
    try:
        WorkingHours.read(text)
    except UnfitHours as error:
        return say(error.key, **error.details)
    return None


def _fault_in_number(one: Choosable, text: str) -> Say | None:
    wrong = say("desk.choice.wrong.number", least=_plain(one.least), most=_plain(one.most))
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return wrong
    if not one.least <= number <= one.most:
        return wrong
    return wrong if one.name in WHOLE and number != int(number) else None


def _read(one: Choosable, text: str) -> object:
    if one.kind in {Kind.TEXT, Kind.HOURS}:
        return text
    number = float(text.replace(",", "."))
    return int(number) if one.name in WHOLE else number


def _plain(number: float) -> str:
    return f"{number:g}"
