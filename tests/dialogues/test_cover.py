"""The coordinator's report, and a coach who leaves."""

from dataclasses import replace

from tests.dialogues.stage import Stage


async def test_a_coordinator_reads_where_somebody_is_missing(stage: Stage) -> None:
    """Departments without help, helpers who have not confirmed, and more than was agreed."""
    async with stage.service.work() as work:
        people = work.people
        await people.put_profile(replace(await people.profile("otto"), sees=False))
        for number in range(51):
            elias = await people.get("elias")
            await people.put(replace(elias, id=f"kollega{number}", name=f"Kollega {number} Prov"))
        await work.commit()
    await stage.hears("inger", "hej")
    await stage.play("""
        inger: täckning
        > Det här kan behöva ses över:
        > 1. Strategisk samhällsutveckling har ingen coach.
        > 2. Hemtjänst Norr har ingen ersättare.
        > 3. Strategisk samhällsutveckling har ingen ersättare.
        > 4. Otto Testgren har inte bekräftat att frågor kommer fram.
        > 5. Birgitta Provsten har 54 kollegor att finnas till för.
        > (Tiden är räknad med 15 minuter för varje fråga.)
        > [Fråga Otto Testgren igen]
        inger: [Fråga Otto Testgren igen]
        > Jag har frågat Otto om frågor kommer fram.
        otto:
        > Hej! Du är en av dem som svarar på kollegors frågor om det digitala.
        > Ser du frågor här? När du bekräftar det kan frågor gå till dig.
        > [Ja, jag ser frågor här]
        otto: [Ja, jag ser frågor här]
        > Tack! Då vet jag att frågor når dig här. Skriv min profil när du vill berätta vad du gärna svarar på.
        inger: täckning
        > Det här kan behöva ses över:
        > 1. Strategisk samhällsutveckling har ingen coach.
        > 2. Hemtjänst Norr har ingen ersättare.
        > 3. Strategisk samhällsutveckling har ingen ersättare.
        > 4. Birgitta Provsten har 54 kollegor att finnas till för.
        > (Tiden är räknad med 15 minuter för varje fråga.)
    """)


async def test_who_looks_after_a_part_reads_of_that_part(stage: Stage) -> None:
    """District A cannot see district B; another's coach cannot be replaced either."""
    async with stage.service.work() as work:
        mats = await work.people.get("mats")
        await work.people.put(replace(mats, department="vof"))
        await work.commit()
    await stage.hears("mats", "hej")
    await stage.play("""
        mats: täckning
        > Det här kan behöva ses över:
        > 1. Vård- och omsorgsförvaltningen har ingen coach.
        > 2. Hemtjänst Norr har ingen ersättare.
        > 3. Vård- och omsorgsförvaltningen har ingen ersättare.
        > (Tiden är räknad med 15 minuter för varje fråga.)
        mats: ersätt Birgitta
        > Jag hittar ingen coach hos er som heter Birgitta.
        mats: ersätt Gunnar
        > Vem ska ersättas?
        > [Gunnar Skissander på Hemtjänst Norr]
    """)


async def test_the_same_words_mean_something_else_from_others(met: Stage) -> None:
    """Täckning is about the mobile, and ersätt about a word, for everybody else."""
    lines = await met.hears("elias", "täckning")
    press = "replace.now:birgitta:nadia"
    await met.service.reception.press("forged", "elias", "webchat", press, "x")
    await met.settle()
    refused = await met.look("elias")

    assert not any("coach" in line and "ingen" in line for line in lines[:1])
    assert "Jag hittar ingen med det namnet." in refused
    async with met.service.reading() as work:
        assert (await work.people.get("birgitta")).role == "coach"


async def test_more_than_was_agreed_is_shown_and_nobody_is_ranked(met: Stage) -> None:
    """Roughly reckoned, in hours, with no word of who asked."""
    async with met.service.work() as work:
        profile = await work.people.profile("birgitta")
        await work.people.put_profile(replace(profile, hours_a_month=0))
        await work.commit()
    for words in ("var är växtbrevet", "vem vattnar palmen", "vem har nyckeln"):
        await met.sends("elias", words)
        await met.look("birgitta")
        await met.hears("birgitta", "[Ta frågan]")
        await met.hears("birgitta", "Det vet Nadia")
    await met.hears("inger", "hej")
    await met.play("""
        inger: täckning
        > ...
        > 4. Birgitta Provsten har lagt ungefär en timme den här månaden, 0 är överenskomna.
        > ...
    """)
