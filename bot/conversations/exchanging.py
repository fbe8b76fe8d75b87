"""Says what a file of tips would do to the library, and what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from bot.texts.catalogue import Say, plain, say
from knowledge.tables.unfit import Unfit, UnfitTable
from tips.exchange.parcel import Fault, Refusal, UnfitParcel, Why
from tips.exchange.plan import Change, Plan
from tips.history.words import Fate, Piece, differences

MOST_SHOWN = 50
"""Tips of each kind that are named; the rest is counted."""

LONGEST_KEPT = 24
"""Characters of what has not changed that are shown beside what has."""

LONGEST_CHANGED = 200

FAULTS: Mapping[Why, str] = {one: f"exchange.why.{one.value}" for one in Why}
UNFIT: Mapping[Unfit, str] = {one: f"exchange.unfit.{one.value}" for one in Unfit} | {
    Unfit.ENCRYPTED: "exchange.unfit.locked",
    Unfit.CLOSED: "exchange.unfit.damaged",
    Unfit.PARTS: "exchange.unfit.swollen",
}
REFUSED: Mapping[Refusal, str] = {one: f"exchange.unfit.{one.value}" for one in Refusal}

T = TypeVar("T")


def refusal(error: UnfitTable | UnfitParcel) -> Say:
    """Say why a file cannot be used at all."""
    if isinstance(error, UnfitTable):
        return say(UNFIT[error.why], name=error.name, **error.details)
    return say(REFUSED[error.why], name=error.name, **error.details)


def summary(plan: Plan) -> Say:
    """Say in one line how much a plan does."""
    return say(
        "exchange.summary",
        added=len(plan.added),
        changed=len(plan.changed),
        unchanged=plan.unchanged,
        overridden=len(plan.overridden),
        refused=plan.tips_refused,
    )


def described(plan: Plan) -> Iterator[Say]:
    """Say what a plan does, tip by tip, with what differs in each that is changed."""
    yield summary(plan)
    if plan.ignored:
        yield say("exchange.ignored", names=", ".join(plan.ignored[:MOST_SHOWN]))
    for addition in plan.added[:MOST_SHOWN]:
        tip = addition.tip
        yield say("exchange.added", id=tip.id, language=tip.language, title=tip.title)
    yield from _more(plan.added)
    for change in plan.changed[:MOST_SHOWN]:
        tip = change.after
        key = "exchange.beside" if change.beside else "exchange.changed"
        yield say(key, id=tip.id, language=tip.language, title=tip.title)
        yield from (plain(line) for line in _differences(change))
    yield from _more(plan.changed)
    for tip in plan.overridden[:MOST_SHOWN]:
        yield say(
            "exchange.overridden",
            id=tip.id,
            language=tip.language,
            title=tip.title,
            source=tip.source or plan.name,
        )
    yield from _more(plan.overridden)
    yield from wrong(plan.refused)


def wrong(faults: Iterable[Fault]) -> Iterator[Say]:
    """Say what is wrong, and where."""
    for one in faults:
        why = say(FAULTS[one.why], **one.details)
        if one.file:
            yield say("exchange.in_file", file=one.file, field=one.field, why=why)
        elif one.row:
            yield say("exchange.in_row", row=one.row, field=one.field, why=why)
        else:
            yield say("exchange.in_tip", tip=one.tip, field=one.field, why=why)


def _more(several: Sequence[T]) -> Iterator[Say]:
    if len(several) > MOST_SHOWN:
        yield say("exchange.more", count=len(several) - MOST_SHOWN)


def _differences(change: Change) -> Iterator[str]:
    if "source" in change.fields:
        yield f"  source: [-{change.before.source}-]{{+{change.after.source}+}}"
    for one in differences(change.before, change.after):
        text = "".join(_marked(piece) for piece in one.pieces)
        yield f"  {one.field}: {' '.join(text.split())}"


def _marked(piece: Piece) -> str:
    """Write a piece as people compare texts in a terminal: [-gone-] and {+new+}."""
    text = piece.text
    match piece.fate:
        case Fate.REMOVED:
            return f"[-{_short(text)}-]"
        case Fate.ADDED:
            return f"{{+{_short(text)}+}}"
        case Fate.KEPT:
            half = LONGEST_KEPT // 2
            return text if len(text) <= LONGEST_KEPT else f"{text[:half]} … {text[-half:]}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CHANGED else f"{text[:LONGEST_CHANGED]}…"
