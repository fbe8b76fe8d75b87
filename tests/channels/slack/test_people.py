"""Who is who in Slack: met by the work address, renamed, gone, and their department."""

from pathlib import Path

from tests.channels.slack.house import House, a_house
from tests.fakes.clock import StandingClock
from tests.fakes.slack.server import TEAM, a_user


async def test_somebody_the_organisation_does_not_know_becomes_staff(house: House) -> None:
    """With the name, the language and the address that Slack tells."""
    user = a_user("U00050", "Petra Ny", "petra.ny@provkoping.example", locale="en-GB")
    petra = house.meets("petra", user)

    await petra.says("hello")

    async with house.service.reading() as work:
        owner = await work.accounts.owner("slack", "U00050")
        assert owner
        person = await work.people.get(owner)
    assert (person.name, person.language) == ("Petra Ny", "en")
    assert person.email == "petra.ny@provkoping.example"


async def test_a_new_name_is_kept(house: House) -> None:
    """Slack tells of it, and whoever is not in the organisation's file is called so."""
    user = a_user("U00050", "Petra Ny", "petra.ny@provkoping.example")
    petra = house.meets("petra", user)
    await petra.says("hej")
    renamed = a_user("U00050", "Petra Gift", "petra.ny@provkoping.example")

    await petra.happens({"type": "user_change", "user": renamed})

    async with house.service.reading() as work:
        owner = await work.accounts.owner("slack", "U00050")
        assert owner
        assert (await work.people.get(owner)).name == "Petra Gift"


async def test_somebody_whose_account_is_closed_is_written_to_no_more(house: House) -> None:
    """Their own chat is gone; what waits for them goes elsewhere."""
    elias = house.phone("elias")
    await elias.says("hej")

    closed = {**house.slack.users[elias.user], "deleted": True}
    await elias.happens({"type": "user_change", "user": closed})

    async with house.service.reading() as work:
        chat = await work.chats.of("elias", "slack")
    assert chat
    assert chat.gone


async def test_slack_is_asked_once_a_day_who_somebody_is(house: House) -> None:
    """Not at every message."""
    elias = house.phone("elias")

    await elias.says("hej")
    await elias.says("min coach")

    assert len(house.slack.calls("users.info")) == 1


async def test_a_profile_field_names_the_department(home: Path, clock: StandingClock) -> None:
    """Where the setting says which, and the name is one of the organisation's."""
    async with a_house(home, clock, slack_department_field="Xf1") as house:
        user = a_user("U00051", "Ola Ny", "ola@provkoping.example")
        user["profile"]["fields"] = {"Xf1": {"value": "Juridik"}}
        ola = house.meets("ola", user)

        await ola.says("min coach")

        assert "Birgitta Provsten" in ola.reads()[-1]


async def test_a_user_group_stands_for_the_department(home: Path, clock: StandingClock) -> None:
    """Whoever is in several belongs to the one that the setting names first."""
    named = "S2=Juridik, S1=Kök"
    async with a_house(home, clock, slack_department_groups=named) as house:
        ola = house.meets("ola", a_user("U00051", "Ola Ny", "ola@provkoping.example"))
        house.slack.groups = {"S1": {"U00051"}, "S2": {"U00051"}, "S3": {"U00051"}}

        await ola.says("min coach")
        await ola.says("min coach")

        assert "Birgitta Provsten" in ola.reads()[-1]
        assert len(house.slack.calls("usergroups.list")) == 1


async def test_without_a_group_one_is_asked_for_the_department(
    home: Path, clock: StandingClock
) -> None:
    """Groups that stand for nothing say nothing."""
    async with a_house(home, clock, slack_department_groups="S2=Juridik") as house:
        ola = house.meets("ola", a_user("U00051", "Ola Ny", "ola@provkoping.example"))
        house.slack.groups = {"S9": {"U00051"}}

        await ola.says("min coach")

        assert "Var jobbar du" in ola.reads()[-1]


async def test_guests_may_ask_where_the_setting_says_so(home: Path, clock: StandingClock) -> None:
    """They are people like others then."""
    async with a_house(home, clock, slack_guests=True) as house:
        user = a_user("U00052", "Gun", "gun@else.example", is_restricted=True, team_id=TEAM)
        gun = house.meets("gun", user)

        await gun.says("hjälp")

        assert not any("Jag hjälper dem som är anställda" in one for one in gun.reads())
        assert gun.reads()
