"""Tips with something in every field, and what there is when their file comes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tips.exchange import formats
from tips.exchange.checking import Here
from tips.exchange.plan import Plan, planned
from tips.model import Advice, Film, Picture, Stage, Tip, TipKind

TODAY = date(2026, 11, 23)
EMAILS = {"p-1": "inger@example.se"}
PICTURE = b"\x89PNG\r\n\x1a\n made up"

WHOLE = Tip(
    id="skarm-dela",
    language="en",
    topic="teams_moten",
    title="Share your screen: 100 %",
    kind=TipKind.HABIT,
    advice=Advice(
        answer="Choose *Share*.\nOr press\n\nthe arrow.",
        steps=("1. is no number", "Write \\\\server\\share\\", "> press\nand wait"),
        check="# A red frame\n> shows",
    ),
    phrasings=(
        "how do i share",
        "=1+1",
        "two\nlines",
        "- a hyphen",
        "yes",
        "2026-11-02",
        "it's 12:30",
    ),
    names=("Norrsken", "Meeting room 2"),
    audience=("hr", "it"),
    local="## local\nSee the wiki | or ask: 50 %",
    bridge="\\## Not a heading",
    longer="First line\n\n\tindented\n1. No step",
    careful="Be careful when others look.",
    easy=Advice(answer="Press Share.", steps=("Open.", "Press."), check="It is red."),
    pictures=(Picture("share.png", "The button Share, up to the right"),),
    films=(
        Film("https://example.se/film?a=1", "Share (all of it)", ("sv", "en")),
        Film("https://example.se/silent", "", ()),
    ),
    open=True,
    owner="it",
    caretaker="p-1",
    credit="Inger",
    checked=date(2026, 11, 2),
    review=date(2027, 5, 2),
    stage=Stage.IN_REVIEW,
    follows="0123456789abcdef",
    source="nordic",
    source_version="00000000deadbeef",
    source_ahead="fedcba9876543210",
)
"""A tip with something in every field, and much that a format could take for something else."""

PLAIN = Tip(
    id="toner-byta",
    language="sv",
    topic="utskrift",
    title="Byt toner",
    advice=Advice(answer="Öppna luckan.", steps=("Dra ut den gamla.", "Tryck in den nya.")),
    phrasings=("hur byter jag toner",),
    checked=date(2026, 11, 2),
    review=date(2027, 5, 2),
    stage=Stage.PUBLISHED,
    version=0,
)


def here(*tips: Tip, waiting: Iterable[Tip] = ()) -> Here:
    """Return what there is: these tips, two departments and a person."""
    return Here(
        tips={(one.id, one.language): one for one in tips},
        waiting=frozenset((one.id, one.language) for one in waiting),
        departments=frozenset({"hr", "it"}),
        people={email: person for person, email in EMAILS.items()},
        today=TODAY,
    )


def written(*tips: Tip, suffix: str) -> bytes:
    """Return a file of these tips, with the picture they show."""
    return formats.write(tips, f"tips{suffix}", emails=EMAILS, pictures={"share.png": PICTURE})


def plan_of(data: bytes, name: str, *tips: Tip, as_drafts: bool = False) -> Plan:
    """Return what a file would do to a library of these tips."""
    return planned(formats.read(data, name), here(*tips), as_drafts=as_drafts)


def read_back(*tips: Tip, suffix: str) -> list[Tip]:
    """Write tips and read them into an empty library that keeps the picture; return its tips."""
    parcel = formats.read(written(*tips, suffix=suffix), f"tips{suffix}")
    empty = replace(here(), pictures=frozenset({"share.png"}))
    plan = planned(parcel, empty)
    assert plan.refused == ()
    return [replace(one.tip, version=1) for one in plan.added]
