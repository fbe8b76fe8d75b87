"""Conversations about what is known of a person."""

from tests.dialogues.stage import Stage


async def test_one_reads_everything_that_is_known(met: Stage) -> None:
    """In plain words: name, department, language, questions, and what is not kept."""
    await met.play("""
        elias: vad vet du om mig
        > Det här vet jag om dig:
        > 1. Namn: Elias Testlund
        > 2. Avdelning: Juridik
        > 3. Språk: Svenska
        > 4. Frågor som du har skickat till någon: 0.
        > 5. Frågor till mig från det senaste dygnet: 0, inlåsta.
        > 6. Den här chatten, i 24 timmar, inlåst.
        > Det du frågar mig glömmer jag efter ett dygn. Det du har skickat till en kollega finns kvar, och vem som frågade ligger inlåst.
        > Ingen kollega, chef eller samordnare kan se vad du frågar mig.
        > [Visa allt] [Glöm mig] [Fråga Birgitta]
    """)


async def test_forget_me_takes_questions_back_and_empties_the_chat(met: Stage) -> None:
    """It asks first; afterwards one is new again."""
    await met.play("""
        elias: var står kaffemaskinen på plan sju
        > ...
        elias: [Ja, utan namn]
        > ...
        birgitta:
        > Ny fråga från en kollega på Juridik.
        > ...
        elias: glöm mig
        > Ska jag glömma dig? Frågor på väg tas tillbaka, och chatten töms. Namn och avdelning kommer från kommunens katalog och finns kvar där.
        > [Ja, glöm mig] [Nej tack]
        elias: [Ja, glöm mig]
        > Klart. Frågorna, chatten och det jag mindes är borta. Du är välkommen tillbaka när du vill.
        > [Radera även namn och avdelning]
        birgitta:
        > En kollega på Juridik har tagit tillbaka frågan. Du behöver inte göra något.
        > ...
    """)
    async with met.service.reading() as work:
        left = await work.mailboxes.after("elias", 0)

    assert [one.words for one in left if one.words] == []
    assert len(left) == 1


async def test_after_being_forgotten_one_is_greeted_as_new(met: Stage) -> None:
    """Nothing of before is known."""
    await met.hears("elias", "glöm mig")
    await met.hears("elias", "[Ja, glöm mig]")

    lines = await met.hears("elias", "hej")

    assert lines[0].startswith("Hej! Jag är en bot")


async def test_no_table_tells_a_reader_who_asked_what(met: Stage) -> None:
    """Without the key file the database holds neither the words nor the person together."""
    await met.hears("elias", "kanariefågeln sitter på taket")
    await met.hears("elias", "[Ja, utan namn]")
    async with met.service.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver = raw.driver_connection
        assert driver is not None
        lines = [line async for line in driver.iterdump()]
    about_elias = [line for line in lines if "elias" in line.lower()]
    with_words = [line for line in lines if "kanariefågeln" in line]

    assert len(about_elias) == 1
    assert about_elias[0].startswith('INSERT INTO "people"')
    assert all(
        line.startswith(('INSERT INTO "escalation', 'INSERT INTO "gaps"')) for line in with_words
    )
