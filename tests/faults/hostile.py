"""Hostile texts through every way of drawing a message, a page and a file: shown, and no more."""

import csv
import io
import time
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

import openpyxl
from typing_extensions import override

from bot.cards.model import Choice, Quote, Reply
from bot.channels.slack.draw import Drawing as SlackDrawing
from bot.desk.draw import TEMPLATES
from bot.texts.catalogue import plain
from knowledge.boundaries.texts import clean
from knowledge.tables.formulas import FORMULA
from knowledge.tables.writing import delimited, workbook
from tests.channels.slack.test_hostile import shown
from tests.channels.teams.sample_cards import DRAWING as TEAMS
from tests.channels.teams.sample_cards import LETTER
from tests.fakes.plain_seal import PlainSeal
from tests.fakes.slack.shapes import LIVE, check_message
from tests.fakes.teams.shapes import check_card, parts_of
from tests.faults.rig.outcome import Broken, Part
from tests.hostile_texts import hostile_texts

SLACK = SlackDrawing(seal=PlainSeal(), public_url="https://coach.example.se")
LITERAL = frozenset({"plain_text", "text", "link"})
"""Where Slack reads no markup."""

PAGE = TEMPLATES.from_string('<p title="{{ said }}">{{ said }}</p>')
ROWS = 500
"""Texts in each file."""


def run(texts: int, *, seed: int) -> Part:
    """Draw so many texts everywhere, and look for anything in it that lives."""
    begun = time.monotonic()
    alive: list[str] = []
    kept: list[str] = []
    for said in map(clean, hostile_texts(texts, seed)):
        if not said:
            continue
        kept.append(said)
        alive += [f"{where}: {said!r}" for where in _alive_in(said)]
    for start in range(0, len(kept), ROWS):
        alive += _alive_in_files(kept[start : start + ROWS])
    return Part(
        name="Hostile texts",
        seed=seed,
        thrown="markup, links, mentions, scripts and formulas, in pieces and put together",
        often=len(kept),
        leaked=len(alive),
        figures="drawn for Slack, for Teams, on pages, in CSV and in workbooks",
        broken=[Broken("R21", one) for one in alive],
        seconds=time.monotonic() - begun,
    )


def _alive_in(said: str) -> Iterator[str]:
    reply = Reply(
        text=(plain(said),),
        quotes=(Quote(plain(said[:50]), said),),
        note=plain(said),
        choices=(Choice(plain(said[:60]), "a.b"),),
    )
    for message in SLACK.messages(reply, "a-letter", "sv"):
        check_message(message)
        kinds = {kind for kind, inner in shown(message["blocks"]) if LIVE.search(inner)}
        if LIVE.search(message["text"]) or not kinds <= LITERAL:
            yield "Slack"
    for card in TEAMS.cards(reply, LETTER, "sv"):
        check_card(card)
        if {"TextBlock", "Action.OpenUrl"} & {one["type"] for one in parts_of(card)}:
            yield "Teams"
    page = Reader()
    page.feed(PAGE.render(said=said))
    page.close()
    if page.tags != [("p", ["title"])] or page.text != said:
        yield "a page"


def _alive_in_files(texts: Sequence[str]) -> Iterator[str]:
    for row in csv.reader(io.StringIO(delimited([[one] for one in texts]).decode("utf-8-sig"))):
        if row and FORMULA.match(row[0]) and not row[0].startswith("'"):
            yield f"CSV: {row[0]!r}"
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([[one] for one in texts], title="x"))).active
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None and cell.data_type != "s":
                yield f"workbook: {cell.value!r}"


class Reader(HTMLParser):
    """Reads a page as a browser does: which elements there are, with which attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[str]]] = []
        self.text = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, [name for name, _ in attrs]))

    @override
    def handle_data(self, data: str) -> None:
        """Note words."""
        self.text += data
