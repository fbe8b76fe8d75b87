"""After a restore nothing is sent until somebody has looked; the desk says so first."""

from tests.desk.sign_in.world import World


async def test_monday_says_that_nothing_is_sent(world: World) -> None:
    """To coordinators, as the first card, with the day of the copy, until it is let go."""
    kim, tom = await world.signed_in("kim"), await world.signed_in("tom")
    words = "Inget skickas just nu"
    before = (await kim.get("/desk/")).text
    async with world.service.work() as work:
        await work.installation.pause("2026-11-20T08:00:00+00:00")
        await work.commit()
    paused, others = (await kim.get("/desk/")).text, (await tom.get("/desk/")).text
    async with world.service.work() as work:
        await work.installation.resume()
        await work.commit()
    after = (await kim.get("/desk/")).text

    assert words not in before
    assert "En säkerhetskopia från 20 nov" in paused
    assert paused.index("<h2") < paused.index(words)
    assert words not in others
    assert words not in after
