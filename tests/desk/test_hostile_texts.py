"""Three hundred hostile texts, wherever people can write one: shown as written, run nowhere."""

import csv
import io
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import pytest
from playwright.async_api import FilePayload

from knowledge.rooms.rounds import Check
from tests.channels.served import Served
from tests.channels.window import Windows
from tests.desk.at_the_desk import AtTheDesk, signed_in
from tests.desk.payloads import PAYLOADS

pytestmark = pytest.mark.asyncio(loop_scope="session")

MANY, AT_ONCE = 300, 30
PAGES = (
    "/desk/", "/desk/tips", "/desk/tips?state=draft", "/desk/review", "/desk/gaps", "/desk/audit",
    "/desk/group", "/desk/departments", "/desk/handovers", "/desk/disturbances", "/desk/figures",
    "/desk/rooms", "/desk/rooms/wishes", "/desk/try?q=%3Cimg+src%3Dx+onerror%3Dwindow.hit%3D1%3E",
    "/desk/tips?q=%22%3E%3Csvg+onload%3Dwindow.hit%3D1%3E", "/tips",
)  # fmt: skip
"""Pages that show what people wrote beside each other."""

ALIVE = """() => {
  const wrong = 'iframe, object, embed, base, math, marquee, video, audio, style, animate,'
    + 'body body, script:not([src^="/desk/static/"]), link:not([href^="/desk/static/"]),'
    + 'meta[http-equiv]';
  const runs = one => [...one.attributes].some(({name, value}) => name.startsWith('on')
    || (['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].includes(name)
      && /^[\\s\\u0000-\\u001f]*(javascript|data:text|vbscript)/i.test(value)));
  return [...document.querySelectorAll('*')].filter(one => one.matches(wrong) || runs(one))
    .map(one => one.outerHTML.slice(0, 120)).concat(window.hit ? ['it has run'] : []);
}"""
"""What lives on a page that is not ours."""


def batches(texts: Sequence[str], size: int = AT_ONCE) -> list[Sequence[str]]:
    """Return texts in parts of at most so many."""
    return [texts[at : at + size] for at in range(0, len(texts), size)]


def within(texts: Sequence[str], longest: int) -> str:
    """Return as many texts as there is room for, in one line."""
    line = ""
    for text in texts:
        if len(line) + len(text) < longest:
            line += f" {text}"
    return line.strip()


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Somebody who sends forms as quickly as a program can."""

    desk: AtTheDesk
    csrf: str

    async def sends(self, path: str, form: Mapping[str, str]) -> str:
        """Send a form that is taken; return the path one is led to."""
        whole: dict[str, str | float | bool] = {"csrf": self.csrf, **form}
        answer = await self.desk.page.request.post(f"{self.desk.url}{path}", form=whole)
        assert answer.status == 200, (path, await answer.text())
        return answer.url.removeprefix(self.desk.url).partition("?")[0]


async def a_writer(desk: AtTheDesk) -> Writer:
    """Return somebody signed in, with what their forms carry."""
    csrf = await desk.page.locator('input[name="csrf"]').first.input_value()
    return Writer(desk=desk, csrf=csrf)


def renamed(served: Served) -> None:
    """Let people and departments be called something hostile, as a list of people could."""
    with closing(sqlite3.connect(served.machine.folder / "coach.db", timeout=10)) as database:
        for table in ("people", "departments"):
            ids = [one for (one,) in database.execute(f"SELECT id FROM {table}")]  # noqa: S608
            for number, one in enumerate(ids):
                name = PAYLOADS[number * 7 % len(PAYLOADS)]
                change = f"UPDATE {table} SET name = ? WHERE id = ?"  # noqa: S608
                database.execute(change, (name, one))
        database.commit()


async def writes_tips(inger: Writer, mats: Writer) -> list[str]:
    """Fill every field of tips with all the texts; return the pages that show them."""
    paths = []
    for number, some in enumerate(batches(PAYLOADS)):
        form = {
            "title": some[0],
            "answer": within(some, 390),
            "steps": "\n".join(some[:8]),
            "phrasings": "\n".join(some),
            "check": some[1],
            **{name: within(some, 1900) for name in ("local", "careful", "longer", "bridge")},
            "easy_answer": within(some, 390),
            "easy_steps": "\n".join(some[8:16]),
            "open": "1",
        }
        tip = await inger.sends("/desk/tips/new", form)
        await inger.sends(f"{tip}/comment", {"text": within(some, 1990)})
        paths.append(tip)
        if number == 0:
            await inger.sends(tip, {**form, "send": "1"})
            await mats.sends(f"{tip}/decide", {"do": "approve"})
            await inger.sends(tip, {**form, "steps": "\n".join(some[10:18]), "title": some[2]})
            paths += [f"{tip}/history", f"{tip}/changes", f"{tip}/sheet", tip[len("/desk") :]]
    return paths


async def writes_the_rest(inger: Writer) -> list[str]:
    """Fill disturbances, rooms, meetings and the plan; return the pages that show them."""
    page = inger.desk.page
    await inger.desk.goes_to("/desk/disturbances")
    until = {name: await page.locator(f'[name="{name}"]').input_value() for name in ("day", "hour")}
    for few in batches(PAYLOADS, 4):
        form = {"line": within(few, 200), "words": "vpn", **until}
        await inger.sends("/desk/disturbances", form)
    short = [one for one in PAYLOADS if len(one) <= 58 and " " not in one]
    paths = []
    for some in batches(short, 10)[:6]:
        facts = dict(zip(("screen", "input", "panel", "sound", "camera"), some[1:], strict=False))
        room = await inger.sends("/desk/rooms/new", {"name": some[0], "place": some[6], **facts})
        fault = {"part": "other", "what": within(PAYLOADS[:40], 290)}
        await inger.sends(f"{room}/faults", fault)
        answers = {f"check.{one.value}": "no" for one in Check}
        words = {name: within(PAYLOADS[40:90], 990) for name in ("note", "wish")}
        await inger.sends(f"{room}/round", {**answers, **words})
        paths.append(room)
    await inger.desk.goes_to("/desk/group/meetings/new")
    form = {
        name: await page.locator(f'[name="{name}"]').first.input_value()
        for name in ("day", "hour", "lasts")
    }
    meeting = await inger.sends(
        "/desk/group/meetings/new", {**form, "place": within(PAYLOADS[5:9], 75), "link": ""}
    )
    for version, some in enumerate(batches(PAYLOADS), start=1):
        await inger.sends(
            meeting,
            {
                "version": str(version),
                "notes": within(some, 1900),
                "new_point": some[1],
                "new_what": some[2],
                "new_who": some[3][:78],
            },
        )
        activity = {"title": some[4], "result": within(some, 1900), "who": some[5][:78]}
        months = {"first": "1", "last": "12", "status": "planned", "year": "2027"}
        await inger.sends("/desk/group/plan/new", {**activity, **months})
    return [*paths, f"{paths[0]}/round", meeting, f"{meeting}/plain", "/desk/group/plan?year=2027"]


def a_file() -> bytes:
    """Return tips as a file: each text a title, an answer, and a way to ask."""
    text = io.StringIO()
    rows = [
        (f"egen-{number}", one, one, f"fråga {number} {one}") for number, one in enumerate(PAYLOADS)
    ]
    csv.writer(text).writerows([("id", "titel", "svar", "frågor"), *rows])
    return text.getvalue().encode()


async def test_nothing_runs_wherever_it_is_written(served: Served, windows: Windows) -> None:
    """No page has a tag that is not ours, nothing runs, and no page breaks its own policy.

    That last, and what is asked of other machines, each window notes for itself.
    """
    desk = await signed_in(windows, served.url, "inger")
    inger = await a_writer(desk)
    mats = await a_writer(await signed_in(windows, served.url, "mats"))
    desk.page.on("dialog", lambda one: windows.faults.append(f"a dialog: {one.message}"))
    tips = await writes_tips(inger, mats)
    rest = await writes_the_rest(inger)
    renamed(served)
    await desk.goes_to("/desk/import")
    name = "<img src=x onerror=window.hit=1>.csv"
    sent = FilePayload(name=name, mimeType="text/csv", buffer=a_file())
    await desk.page.set_input_files("#file", sent)
    await desk.page.get_by_role("button", name="Visa vad filen gör").click()
    await desk.reads("Inget är ändrat än.")
    plan = desk.page.url.removeprefix(served.url)
    alive, silent = {}, []
    for path in (plan, *tips, *rest, *PAGES):
        answer = await desk.goes_to(path)
        assert answer.status == 200, path
        await desk.page.mouse.move(200, 300)
        found = await desk.page.evaluate(ALIVE)
        if found:
            alive[path] = found
        if path not in PAGES and "hit=1" not in await desk.page.content():
            silent.append(path)

    assert len(PAYLOADS) > MANY
    assert alive == {}
    assert silent == [], "what was written is not shown there"
