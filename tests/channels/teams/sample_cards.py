"""Cards as people meet them, kept as files: `python -m tests.channels.teams.sample_cards`.

The command writes the files anew; whoever changes how cards look reads the difference.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.cards.model import (
    Attachment,
    Choice,
    Field,
    FieldKind,
    Form,
    Link,
    Picture,
    Portrait,
    Quote,
    Reply,
    Weight,
)
from bot.cards.pressed import as_pressed
from bot.channels.teams import buttons
from bot.channels.teams.draw import Drawing
from bot.channels.teams.elements import Element
from bot.texts.catalogue import plain, say
from tests.fakes.plain_seal import PlainSeal

FOLDER = Path(__file__).parent / "cards"
DRAWING = Drawing(seal=PlainSeal(), public_url="https://coach.example.se")
LETTER = "a-letter"
COACH = Portrait(
    name="Birgitta Provsten",
    about=plain("digital coach på Juridik, plan 3"),
    initials="BP",
    picture="pictures/birgitta.png",
)
ANSWER = Reply(
    text=(plain("Det gör du med knappen *Dela*, uppe till höger i mötet."),),
    steps=(
        plain("Öppna det du vill visa."),
        plain("Välj *Dela* uppe till höger i mötesfönstret."),
        plain("Välj fönstret du vill visa, eller *Skärm* för allt."),
        plain("Välj *Sluta dela* när du är klar."),
    ),
    pictures=(Picture("dela.png", "Knappen Dela längst upp till höger i mötet"),),
    after=(plain("Runt det du delar syns en röd ram, och kollegorna ser din bild."),),
    links=(Link(plain("Filmen om att dela skärm, 2 minuter"), "https://www.example.se/film"),),
    note=plain("Visa din skärm för alla i Teams-mötet · kollat i november 2026"),
    portrait=COACH,
    choices=(
        Choice(plain("Det hjälpte"), "ask.helped:1"),
        Choice(plain("Jag fastnade"), "walk.stuck:1"),
        Choice(plain("Fel svar"), "wrong.begin:1", Weight.QUIET),
        Choice(plain("Fråga Birgitta"), "escalate.ask:1", Weight.MAIN),
    ),
    for_all=True,
)
QUESTION = Reply(
    text=(plain("Frågan är din. Skriv ditt svar här, så skickar jag det till Elias Testlund."),),
    quotes=(Quote(plain("Frågan"), "var är kopian av nycklarna till *arkivet* [här](https://x)"),),
    choices=(
        Choice(plain("Fråga tillbaka"), "coach.ask_back:1"),
        Choice(plain("Visa mig"), "show.begin:1"),
        Choice(plain("Skicka vidare"), "pass.begin:1"),
        Choice(plain("Mer"), "coach.more:1", Weight.QUIET),
    ),
    inline=Form(
        fields=(Field(name="text", label=plain("Ditt svar"), kind=FieldKind.TEXT),),
        send=plain("Skicka"),
        action="line.send:answer:1",
    ),
)
FORM = Form(
    fields=(
        Field(
            name="title",
            label=plain("Rubrik"),
            value="",
            error=plain("Rubriken ska ha 4 till 120 tecken, nu är det 0."),
        ),
        Field(
            name="answer",
            label=plain("Svar, i en eller två meningar"),
            value="Högerklicka på mappen.",
            kind=FieldKind.TEXT,
        ),
        Field(name="steps", label=plain("Steg"), kind=FieldKind.LIST),
    ),
    send=plain("Spara och visa"),
    action="writing.save:1",
)
EVENT = Reply(
    text=(plain("Du är anmäld."), plain("Prova VR, torsdag 10 december 13.00 till 14.00.")),
    files=(Attachment(name="prova-vr.ics", kind="text/calendar", text="BEGIN:VCALENDAR"),),
    choices=(Choice(plain("Kan inte komma"), "events.cannot:1"),),
)
MANY = Reply(
    text=(plain("Var jobbar du? Då vet jag vem som är din coach."),),
    choices=tuple(Choice(plain(f"Avdelning {one}"), f"department.is:{one}") for one in range(9)),
)

REPLIES: Mapping[str, Reply] = {
    "answer": ANSWER,
    "answer-pressed": as_pressed(ANSWER, "Det hjälpte"),
    "question": QUESTION,
    "form": Reply(text=(plain("Nytt tips. Skriv det du vet."),), form=FORM),
    "event": EVENT,
    "many": MANY,
    "line": Reply(text=(say("shared.to_you_alone"),), for_all=True),
}


def drawn() -> dict[str, Element]:
    """Return every sample, as it is drawn now."""
    cards = {name: DRAWING.cards(reply, LETTER, "sv")[-1] for name, reply in REPLIES.items()}
    return {**cards, "dialog": DRAWING.dialog(FORM, LETTER, "sv", number=buttons.FORM)}


def main() -> None:
    """Write the files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, card in drawn().items():
        text = json.dumps(card, ensure_ascii=False, indent=2)
        (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    sys.stdout.write(f"{len(drawn())} cards\n")


if __name__ == "__main__":
    main()
