"""What is taken away from the desk reckons nothing in a spreadsheet, whoever is called what."""

import csv
import io
from dataclasses import replace

import pytest

from knowledge.audit.model import Deed
from tests.desk.sign_in.world import World
from tests.fakes.clock import SUNDAY
from tips.history.model import Edit

STARTS = ("=", "+", "-", "@", "\t", "\r")
FORMULA = "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("path", ["figures.csv", "audit.csv", "export/tips.csv", "export/tips.tsv"])
async def test_no_cell_of_a_file_begins_a_formula(world: World, path: str) -> None:
    """Neither a department, nor a tip, nor a detail of the audit."""
    async with world.service.work() as work:
        law = (await work.people.tree()).get("law")
        assert law
        await work.people.put_department(replace(law, name=FORMULA))
        for tip in await work.tips.published():
            await work.tips.put(replace(tip, title=f"@{tip.title}", local=FORMULA), Edit())
        for text in (FORMULA, "@x", "+1", "-1"):
            deed = Deed(name=text, by=text, object=text, details={text: text})
            await work.audit.write(deed, at=SUNDAY)
        await work.commit()
    page = await (await world.signed_in("one-administrator")).get(f"/desk/{path}")
    separator = "\t" if path.endswith("tsv") else ","
    rows = list(csv.reader(io.StringIO(page.text.removeprefix("\ufeff")), delimiter=separator))

    assert page.status == 200
    assert len(rows) > 1
    assert [cell for row in rows for cell in row if cell.startswith(STARTS)] == []
    assert page.headers["X-Content-Type-Options"] == "nosniff"
