"""A room's card by its name, and whom to turn to at this hour."""

from datetime import datetime, timedelta

from tests.dialogues.stage import Stage
from tests.fakes.clock import StandingClock


async def test_a_rooms_name_gives_its_card(met: Stage, clock: StandingClock) -> None:
    """What to do first and the number stand in the first two lines."""
    _monday(clock, hour=9)
    await met.hears("elias", "hej")
    lines = await met.hears("elias", "skärmen i Granen är svart, mötet börjar nu")

    assert lines[:2] == [
        "Tryck på *Källa* på panelen vid dörren och välj *HDMI 1*.",
        "Vaktmästeriet: 1234, öppet nu till 16.00.",
    ]


async def test_an_unknown_room_is_asked_about(met: Stage) -> None:
    """The bot says which name it does not know, and offers the rooms there are."""
    await met.hears("elias", "hej")
    lines = await met.hears("elias", "projektorn i rummet Almen funkar inte")

    assert lines[0] == "Jag känner inte igen Almen. Vilket rum är du i?"
    assert "[Tallen, plan 3]" in lines[-1]
    card = await met.hears("elias", "[Tallen, plan 3]")
    assert card[0] == "Tryck på den svarta panelen på bordet och välj ditt möte."


async def test_a_signpost_names_the_place_and_its_hours(met: Stage, clock: StandingClock) -> None:
    """Open: until when. It is never sent to the coach."""
    _monday(clock, hour=9)
    await met.hears("elias", "hej")
    lines = await met.hears("elias", "mitt konto är låst")

    assert "Servicedesk: 5678, öppet nu till 17.00." in lines
    assert lines[-1] == "[Det hjälpte] [Fel svar]"


async def test_outside_its_hours_a_signpost_names_who_is_on_call(
    met: Stage, clock: StandingClock
) -> None:
    """Closed: when it opens, and the number for what cannot wait."""
    _monday(clock, hour=20)
    await met.hears("elias", "hej")
    lines = await met.hears("elias", "mitt konto är låst")

    assert (
        "Servicedesk har stängt nu, och öppnar tisdag 07.00: 5678. Kan det inte vänta: 5679."
        in lines
    )


def _monday(clock: StandingClock, *, hour: int) -> None:
    """Let it be Monday at this hour in Stockholm (an hour ahead of UTC in November)."""
    today: datetime = clock.now()
    monday = today + timedelta(days=(7 - today.weekday()) % 7)
    clock.at = monday.replace(hour=hour - 1, minute=0, second=0, microsecond=0)
