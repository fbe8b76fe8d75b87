"""A coordinator looks at figures: what is on the page is in the file, and nobody is in either."""

import csv

import pytest
from playwright.async_api import expect

from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import signed_in

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_file_has_the_numbers_of_the_page(shared: Served, windows: Windows) -> None:
    """Each number of the tables, by its four weeks; and every cell is harmless."""
    desk = await signed_in(windows, shared.url, "inger")
    await desk.goes_to("/desk/figures")
    await desk.reads("Siffrorna från tiden före den är påhittade.")
    table = desk.page.get_by_role("region", name="Tabell: Frågor per vecka")
    shown = await table.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.innerText))"
    )
    answer = await desk.page.request.get(f"{shared.url}/desk/figures.csv")
    rows = list(csv.DictReader((await answer.text()).lstrip("\ufeff").splitlines()))
    whole = [row["times"] for row in rows if (row["table"], row["what"]) == ("questions", "all")]

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row[-1] for row in shown] == whole
    assert len(whole) == 7
    assert {row["times"] for row in rows if not row["times"].isdecimal()} <= {"hidden"}


async def test_plots_are_told_to_those_who_do_not_see_them(
    shared: Served, windows: Windows
) -> None:
    """Each has a name and a description, or says its parts; its numbers are in a table beside."""
    desk = await signed_in(windows, shared.url, "inger")
    await desk.goes_to("/desk/figures")
    plot = desk.page.get_by_role("img", name="Frågor per vecka")

    await expect(plot.locator("desc")).to_contain_text("En stapel per vecka")
    assert await desk.page.get_by_role("img", name="Tipset hjälpte").count() == 7
    assert await desk.page.locator("main [style]").count() == 0


async def test_other_weeks_are_a_link_away(shared: Served, windows: Windows) -> None:
    """With the keyboard, and without JavaScript: the address says which."""
    desk = await signed_in(windows, shared.url, "inger")
    await desk.goes_to("/desk/figures")
    weeks = desk.page.get_by_role("navigation", name="Välj fyra veckor")
    before = await desk.page.get_by_role("region", name="Tabell: Tips som lästes mest").inner_text()
    await desk.presses(weeks.get_by_role("link").first)

    await expect(weeks.locator("[aria-current]")).to_have_text(
        await weeks.get_by_role("link").first.inner_text()
    )
    after = await desk.page.get_by_role("region", name="Tabell: Tips som lästes mest").inner_text()
    assert before != after


async def test_no_department_and_no_helper_is_on_the_page(shared: Served, windows: Windows) -> None:
    """Nothing stands beside a name: no part of the organisation, and no coach."""
    desk = await signed_in(windows, shared.url, "inger")
    await desk.goes_to("/desk/figures")
    text = await desk.page.get_by_role("main").inner_text()
    answer = await desk.page.request.get(f"{shared.url}/desk/figures.csv")
    for name in ("Juridik", "Hemtjänst", "Service", "Ekonomi", "Birgitta", "Leila", "Pontus"):
        assert name not in text
        assert name not in await answer.text()
