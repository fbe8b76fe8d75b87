"""Conversations about what needs no search."""

import pytest

from tests.dialogues.stage import Stage


async def test_who_is_my_coach(met: Stage) -> None:
    """One message, one name, with place and picture."""
    await met.play("""
        elias: vem är min coach?
        > Din coach heter Birgitta Provsten: digital coach på Juridik, plan 3.
        > (BP) Birgitta Provsten, digital coach på Juridik, plan 3
        > [Fråga Birgitta]
    """)


async def test_somebody_without_a_department_chooses_it_from_buttons(stage: Stage) -> None:
    """The bot asks where one works, and the answer to the question stands last."""
    await stage.play("""
        noor: vad betyder MFA
        > Hej! Jag är en bot som hjälper till med det digitala på jobbet. Fråga vad som helst, stort som smått.
        > Ingen kollega eller chef ser vad du frågar mig. Din coach ser det du själv väljer att skicka.
        > Var jobbar du? Då vet jag vem som är din coach.
        > [Digitalisering] [Ekonomi] [HR] [Hemtjänst Norr] [Juridik] [Kommunikation] [Näringsliv och destination] [Service] [Strategisk samhällsutveckling]
        > MFA: Du godkänner inloggningen en gång till, oftast i mobilen. Då räcker det inte att någon kan ditt lösenord.
        > ...
        > [Fråga Inger]
        noor: [HR]
        > Tack, då vet jag att du jobbar på HR.
        > (AP) Ahmed Provdal, digital coach på HR, plan 3
        > [Fråga Ahmed]
    """)


async def test_a_question_nobody_could_answer_comes_back_when_the_department_is_known(
    stage: Stage,
) -> None:
    """Choosing where one works does not bury what one asked; it goes to the right coach."""
    await stage.play("""
        noor: var står kaffemaskinen på plan sju
        > ...
        > Jag vet inte var du jobbar än. Inger samordnar coacherna och tar emot frågan så länge.
        > ...
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
        noor: [HR]
        > Tack, då vet jag att du jobbar på HR.
        > (AP) Ahmed Provdal, digital coach på HR, plan 3
        > [Fråga Ahmed]
        > Det vet jag inte. Frågan är bra, och fler kan ha den.
        > Ska jag skicka den till Ahmed? Ahmed ser det du skrev och din avdelning, och ditt namn om du vill.
        > Ahmed brukar svara senast i morgon.
        > (AP) Ahmed Provdal, digital coach på HR, plan 3
        > [Ja, med mitt namn] [Ja, utan namn] [Nej tack]
    """)


async def test_changing_department_changes_the_coach(met: Stage) -> None:
    """Byt avdelning gives buttons, and the next question goes to the new coach."""
    await met.hears("elias", "byt avdelning")
    lines = await met.hears("elias", "[Ekonomi]")

    assert lines[-1] == "[Fråga Leila]"


async def test_changing_language_is_at_once(met: Stage) -> None:
    """The receipt itself is in the new language, and so is a tip that exists in it."""
    await met.play("""
        elias: språk
        > Vilket språk ska jag skriva på?
        > [Svenska] [English] [Dansk] [Norsk] [Suomi]
        elias: [English]
        > I'll write in English from now on.
        > [Ask Birgitta]
        elias: how do i share my screen in teams
        > Use the *Share* button, top right in the meeting.
        > ...
        > [That helped] [I got stuck] [Wrong answer] [Ask Birgitta]
    """)


async def test_the_glossary_has_two_voices(met: Stage) -> None:
    """A word is explained as at work, and as a technician would."""
    await met.play("""
        elias: vad betyder MFA?
        > MFA: Du godkänner inloggningen en gång till, oftast i mobilen. Då räcker det inte att någon kan ditt lösenord.
        > Med teknikens ord: Multifaktorautentisering: två oberoende bevis på vem du är.
        > [Fråga Birgitta]
    """)


async def test_an_unknown_word_goes_to_a_person(met: Stage) -> None:
    """The bot does not guess what a word means."""
    await met.play("""
        elias: vad betyder snurrofix
        > Ordet snurrofix finns inte i ordlistan än. Ska vi fråga?
        > [Fråga Birgitta]
    """)


async def test_help_says_what_one_can_type(met: Stage) -> None:
    """Every function is there as words, for those who press no buttons."""
    lines = await met.hears("elias", "hjälp")

    assert lines[0] == (
        "Skriv din fråga som du skulle säga den till en kollega. "
        "Jag svarar, eller så frågar vi en människa."
    )
    for word in ("min coach", "status", "lättare", "längre", "språk", "glöm mig"):
        assert word in lines[1]


@pytest.mark.parametrize("words", ["tack", "Tack så mycket!", "toppen"])
async def test_a_thank_you_is_answered(met: Stage, words: str) -> None:
    """Thanks is no question."""
    assert (await met.hears("elias", words))[0] == "Varsågod. Säg till när det är något mer."


async def test_shame_is_met_without_blame(met: Stage) -> None:
    """It is not you; and a person is near."""
    lines = await met.hears("elias", "jag känner mig dum")

    assert lines[0].startswith("Det är inget fel på dig.")
    assert lines[-1] == "[Fråga Birgitta]"


async def test_only_helpers_can_be_away(met: Stage) -> None:
    """Staff who write borta are not struck off anything."""
    await met.play("""
        elias: borta
        > Borta och tillbaka är ord för coacher. Vill du ställa en fråga, skriv den som vanligt.
        > [Fråga Birgitta]
    """)


async def test_a_day_that_is_none_is_asked_for_again(stage: Stage) -> None:
    """Bad input gets a clear answer with an example."""
    await stage.hears("birgitta", "hej")
    await stage.play("""
        birgitta: borta till snart
        > Vilken dag kommer du tillbaka? Skriv till exempel borta till fredag, eller borta till 12 mars. Jag förstod inte snart.
    """)


async def test_every_reply_to_staff_has_a_door_to_a_person(met: Stage) -> None:
    """Promise 4: a person with a name is one press away in every reply."""
    for words in (
        "hej",
        "tack",
        "hjälp",
        "status",
        "vad vet du om mig",
        "vad betyder VPN",
        "lättare",
        "😀😀",
        "hur delar jag skärmen i teams",
        "skärmen är svart",
        "vem är min coach",
    ):
        lines = await met.hears("elias", words)

        assert "Birgitta" in lines[-1], words
