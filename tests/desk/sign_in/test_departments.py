"""A department's hours and quiet hours, kept by who coordinates it."""

from tests.desk.sign_in.world import World

HERE = "/desk/departments/law"


async def test_hours_are_kept_as_they_can_be_read(world: World) -> None:
    """What nobody could read is said beside its field, and nothing is kept; empty is as above."""
    boss = await world.signed_in("one-coordinator")
    csrf = await boss.csrf()
    wrong = await boss.post(HERE, {"csrf": csrf, "hours": "när vi kan", "quiet": ""})
    kept = await boss.post(
        HERE, {"csrf": csrf, "hours": "mån-fre 07:00-15:30", "quiet": "mån-sön 16:00-07:00"}
    )
    async with world.service.reading() as work:
        law = await work.people.department("law")
    page = await boss.get(HERE)

    assert (wrong.status, kept.status) == (422, 303)
    assert 'id="hours-error"' in wrong.text
    assert "när vi kan" in wrong.text
    assert (law.hours, law.quiet) == ("mån-fre 07:00-15:30", "mån-sön 16:00-07:00")
    assert 'value="mån-sön 16:00-07:00"' in page.text
