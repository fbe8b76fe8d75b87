"""A wording becomes a way to ask, or a tip is blocked for it: by permission, and once."""

import pytest

from tests.dialogues.stage import Stage

CHOSEN = "skärmen är svart"


async def _chosen(met: Stage) -> str:
    """Ask something unclear, choose the first title, and return it."""
    lines = await met.hears("elias", CHOSEN)
    title = lines[-1].split("] [")[0].removeprefix("[")
    await met.hears("elias", f"[{title}]")
    return title


async def test_a_tip_chosen_from_an_offer_that_helped_asks_for_its_wording(met: Stage) -> None:
    """The coordinator sees how it was asked, not by whom, and adds it; the next one is answered."""
    title = await _chosen(met)
    await met.play(f"""
        elias: [Det hjälpte]
        > Vad bra! Då vet jag att tipset fungerar.
        > Får jag visa hur du frågade för den som sköter tipsen? Utan ditt namn. Då kommer tipset direkt nästa gång någon undrar.
        > Då visas:
        > > {CHOSEN}
        > [Ja, visa] [Nej tack] [Fråga Birgitta]
        elias: [Ja, visa]
        > Tack, det är skickat utan ditt namn.
        > [Fråga Birgitta]
        inger:
        > Tipset {title} hjälpte någon som fick välja bland flera.
        > Ska det gå att fråga så här efter tipset?
        > Någon frågade:
        > > {CHOSEN}
        > [Lägg till] [Inte nu]
        inger: [Lägg till]
        > Tillagt. Nästa som frågar så får {title} direkt.
    """)
    lines = await met.hears("johan", CHOSEN)

    assert any(title in line for line in lines)
    assert lines[-1] == "[Det hjälpte] [Jag fastnade] [Fel svar] [Fråga Ahmed]"


async def test_a_tip_that_came_at_once_asks_for_nothing(met: Stage) -> None:
    """Who was answered directly is thanked, and that is all."""
    await met.hears("elias", "hur delar jag skärmen i teams")

    assert await met.hears("elias", "[Det hjälpte]") == [
        "Vad bra! Då vet jag att tipset fungerar.",
        "[Fråga Birgitta]",
    ]


async def test_a_wording_stays_private_without_a_yes(met: Stage) -> None:
    """No thanks means that no coordinator hears of it."""
    await _chosen(met)
    await met.hears("elias", "[Det hjälpte]")

    assert (await met.hears("elias", "[Nej tack]"))[0] == "Då stannar det mellan oss."
    assert await met.look("inger") == []


async def test_a_wrong_answer_is_gone_for_everybody_after_a_coordinators_yes(met: Stage) -> None:
    """Before the yes others still get the tip; after it nobody does, for that wording."""
    asked, first_line = "hur delar jag skärmen i teams", "Det gör du med knappen *Dela*"
    await met.hears("elias", asked)
    await met.hears("elias", "[Fel svar]")
    await met.hears("elias", "[Ja, visa]")
    before = await met.hears("johan", asked)
    await met.look("inger")
    await met.hears("inger", "[Visa det aldrig här]")
    after = await met.hears("johan", asked)

    assert any(first_line in line for line in before)
    assert not any(first_line in line for line in after)


async def test_of_two_coordinators_one_decides(met: Stage) -> None:
    """The second reads that it is decided; the wording is added once."""
    title = await _chosen(met)
    await met.hears("elias", "[Det hjälpte]")
    await met.hears("elias", "[Ja, visa]")
    await met.look("inger")
    await met.look("mats")
    added = await met.hears("inger", "[Lägg till]")
    late = await met.hears("mats", "[Lägg till]")

    assert added == [f"Tillagt. Nästa som frågar så får {title} direkt."]
    assert late[0] == "Det förslaget är redan avgjort."


async def test_what_a_coordinator_leaves_changes_nothing(met: Stage) -> None:
    """Not now: the wording is removed and the library is as it was."""
    await _chosen(met)
    await met.hears("elias", "[Det hjälpte]")
    await met.hears("elias", "[Ja, visa]")
    await met.look("inger")
    await met.hears("johan", CHOSEN)
    before = await met.hears("johan", CHOSEN)
    left = await met.hears("inger", "[Inte nu]")
    after = await met.hears("johan", CHOSEN)

    assert left == ["Då ändras inget, och frågan är borttagen."]
    assert before == after


@pytest.mark.parametrize("person", ["elias", "birgitta", "fatima"])
async def test_nobody_but_a_coordinator_decides(met: Stage, person: str) -> None:
    """A copied button does nothing for staff, coaches and managers."""
    await _chosen(met)
    await met.hears("elias", "[Det hjälpte]")
    await met.hears("elias", "[Ja, visa]")
    await met.look("inger")
    copied = met.actor("inger").replies[-1]
    met.actor(person).replies.append(copied)

    assert (await met.hears(person, "[Lägg till]"))[0] == "Det förslaget är redan avgjort."
