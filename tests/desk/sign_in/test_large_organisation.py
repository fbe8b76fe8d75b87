"""A large organisation on the desk: its upper levels first, and what lies under each."""

from knowledge.people.model import Department, Level
from tests.desk.sign_in.world import World


async def test_of_a_large_part_the_upper_levels_are_shown(world: World) -> None:
    """Six hundred departments are no page: each administration leads to its own."""
    async with world.service.work() as work:
        top = Department(id="whole", name="Hela", level=Level.MUNICIPALITY)
        await work.people.put_department(top)
        for number in range(3):
            district = Department(
                id=f"a{number}", name=f"Förvaltning {number}", parent="whole", level=Level.DISTRICT
            )
            await work.people.put_department(district)
            for below in range(60):
                await work.people.put_department(
                    Department(
                        id=f"a{number}-{below}", name=f"Avdelning {below}", parent=district.id
                    )
                )
        await work.commit()
    visitor = await world.signed_in("one-administrator")
    whole = await visitor.get("/desk/departments")
    part = await visitor.get("/desk/departments?under=a1")

    assert "Förvaltning 1" in whole.text
    assert "?under=a1" in whole.text
    assert "Avdelning 7" not in whole.text
    assert part.text.count("<strong>Avdelning 7</strong>") == 1
    assert "Förvaltning 2" not in part.text
