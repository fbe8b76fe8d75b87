"""The editor of one tip: reading, saving, review, and what goes on from there."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from aiohttp import web

from bot.desk import tip_form
from bot.desk.draw import message, page
from bot.desk.pages import sent_pictures
from bot.desk.pages.whom import whom
from bot.desk.visit import Visit, to
from bot.texts.catalogue import LANGUAGES, Say, say
from knowledge.boundaries.texts import clean
from tips import editing
from tips.comments.model import Comment
from tips.history.words import differences
from tips.model import Advice, EditedMeanwhile, Tip, TipKind

REVIEW_AFTER = timedelta(days=182)
LONGEST_COMMENT = 2_000
LIST = "/desk/tips"


async def new(visit: Visit) -> web.StreamResponse:
    """Show an empty editor, or one with a way to ask in it already."""
    tip = blank(visit)
    phrasings = visit.asked("phrasings")[:2_000]
    values = tip_form.values_of(tip) | {"phrasings": phrasings, "title": visit.asked("title")[:120]}
    return await _editor(visit, tip, values, {}, is_new=True)


async def begin(visit: Visit) -> web.StreamResponse:
    """Keep a new tip as a draft."""
    sent = await sent_pictures.taken(visit)
    read = tip_form.read(blank(visit), sent.values)
    wrong = {**read.wrong, **sent.wrong, **await _strangers(visit, read.tip)}
    if wrong:
        return await _editor(visit, read.tip, sent.values, wrong, is_new=True, status=422)
    async with visit.desk.work() as work:
        tip = await editing.begin(read.tip, edit=visit.edit, tips=work.tips)
        await work.audit.write(visit.deed("tip.begun", object_of(tip)), at=visit.now)
        await work.commit()
    return to(address(tip), done="saved")


async def show(visit: Visit) -> web.StreamResponse:
    """Show a tip as it is being written, with what is said about it."""
    async with visit.desk.reading() as work:
        table = await editing.opened(visit.part("id"), visit.part("language"), tips=work.tips)
        versions = await work.tips.languages_of(table.tip.id)
        letters = visit.desk.letters(work)
        comments = [
            {"comment": one, "name": await letters.called(one.by)}
            for one in await work.comments.on(table.tip.id, table.tip.language)
        ]
        original = _original(table.tip, versions)
    return await _editor(
        visit,
        table.tip,
        tip_form.values_of(table.tip),
        {},
        table=table,
        versions=versions,
        original=original,
        comments=comments,
    )


async def save(visit: Visit) -> web.StreamResponse:
    """Keep what was written as a draft; of two who write at once nobody's words are lost."""
    sent = await sent_pictures.taken(visit)
    async with visit.desk.work() as work:
        table = await editing.opened(visit.part("id"), visit.part("language"), tips=work.tips)
        read = tip_form.read(table.tip, sent.values)
        wrong = {**read.wrong, **sent.wrong, **await _strangers(visit, read.tip, table.tip)}
        if wrong:
            return await _editor(visit, read.tip, sent.values, wrong, table=table, status=422)
        follows = visit.form.get("follows", "")
        written = replace(read.tip, follows=follows) if follows else read.tip
        try:
            async with work.part():
                tip = await editing.save(written, edit=visit.edit, tips=work.tips)
                if "send" in visit.form:
                    tip = await editing.send(tip, edit=visit.edit, tips=work.tips)
        except EditedMeanwhile:
            return _both(visit, table, read.tip)
        name = "tip.sent" if "send" in visit.form else "tip.saved"
        deed = visit.deed(name, object_of(tip), version=tip.version)
        await work.audit.write(deed, at=visit.now)
        await work.commit()
    return to(address(tip), done="sent" if "send" in visit.form else "saved")


async def translate(visit: Visit) -> web.StreamResponse:
    """Begin a tip in another language, with what it follows beside it."""
    language = visit.form.get("to", "")
    if language not in LANGUAGES:
        return message(visit, say("desk.wrong.choice"), status=422)
    async with visit.desk.work() as work:
        table = await editing.opened(visit.part("id"), visit.part("language"), tips=work.tips)
        source = table.answering or table.tip
        tip = await editing.begin(
            _translation(source, language, visit), edit=visit.edit, tips=work.tips
        )
        await work.audit.write(visit.deed("tip.begun", object_of(tip)), at=visit.now)
        await work.commit()
    return to(address(tip), done="saved")


async def decide(visit: Visit) -> web.StreamResponse:
    """Do what a button says: approve, turn down, drop, retire, bring back, follow again."""
    deeds = {
        "approve": ("tip.published", editing.approve),
        "turn_down": ("tip.turned_down", editing.turn_down),
        "retire": ("tip.retired", editing.retire),
        "bring_back": ("tip.brought_back", editing.bring_back),
    }
    what = visit.form.get("do", "")
    async with visit.desk.work() as work:
        table = await editing.opened(visit.part("id"), visit.part("language"), tips=work.tips)
        tip = tip_form.at_version(table.tip, visit.form)
        if what == "drop":
            await editing.drop(tip, tips=work.tips)
            name = "tip.dropped"
        elif what in deeds:
            name, deed = deeds[what]
            tip = await deed(tip, edit=visit.edit, tips=work.tips)
        else:
            return message(visit, say("desk.wrong.choice"), status=422)
        await work.audit.write(visit.deed(name, object_of(tip), version=tip.version), at=visit.now)
        await work.commit()
    visit.desk.wake()
    return to(address(tip), done=what)


async def comment(visit: Visit) -> web.StreamResponse:
    """Keep a remark on a tip."""
    text = clean(visit.form.get("text", ""))
    tip_id, language = visit.part("id"), visit.part("language")
    if not text or len(text) > LONGEST_COMMENT:
        wrong = say("desk.wrong.comment", longest=LONGEST_COMMENT)
        return message(visit, wrong, status=422, kept=text)
    async with visit.desk.work() as work:
        table = await editing.opened(tip_id, language, tips=work.tips)
        await work.comments.add(
            Comment(
                id=secrets.token_hex(16),
                tip=tip_id,
                language=language,
                by=visit.me.id,
                at=visit.now,
                text=text,
            )
        )
        await work.audit.write(visit.deed("tip.commented", object_of(table.tip)), at=visit.now)
        await work.commit()
    return to(address(table.tip), done="commented")


def address(tip: Tip) -> str:
    """Return where a tip is edited."""
    return f"{LIST}/{tip.id}/{tip.language}"


def object_of(tip: Tip) -> str:
    """Return how the audit names a tip."""
    return f"tip:{tip.id}:{tip.language}"


async def _editor(
    visit: Visit,
    tip: Tip,
    values: Mapping[str, str],
    wrong: Mapping[str, Say],
    *,
    table: editing.Table | None = None,
    is_new: bool = False,
    status: int = 200,
    **more: object,
) -> web.Response:
    shown: dict[str, object] = {"versions": (), "original": None, "comments": ()}
    found = await whom(visit)
    known = {one.id for one in found.departments}
    return page(
        visit,
        "tip.html",
        status=status,
        tip=tip,
        values=tip_form.values_of(tip) | dict(values),
        wrong=wrong,
        table=table,
        is_new=is_new,
        kinds=list(TipKind),
        whom=found,
        strangers=[one for one in tip.audience if one not in known],
        languages=LANGUAGES,
        may_approve=editing.may_approve(tip, visit.me.id),
        action=LIST + "/new" if is_new else address(tip),
        differences=_differences(table),
        **(shown | more),
    )


async def _strangers(visit: Visit, tip: Tip, before: Tip | None = None) -> Mapping[str, Say]:
    """Say that there is no such department or caretaker; what stood there before may stay."""
    found = await whom(visit)
    departments = {one.id for one in found.departments} | set(before.audience if before else ())
    caretakers = {one.id for one in found.caretakers} | {"", before.caretaker if before else ""}
    wrong = {}
    if not set(tip.audience) <= departments:
        wrong["audience"] = say("desk.wrong.choice")
    if tip.caretaker not in caretakers:
        wrong["caretaker"] = say("desk.wrong.choice")
    return wrong


def _differences(table: editing.Table | None) -> object:
    if table is None or table.answering is None or not table.is_changed:
        return ()
    return [
        one
        for one in differences(table.answering, table.tip)
        if one.field not in {"stage", "author", "credit"}
    ]


def _both(visit: Visit, table: editing.Table, mine: Tip) -> web.Response:
    """Show what somebody else saved meanwhile beside what was written here; both can be kept."""
    return page(
        visit,
        "tip_both.html",
        status=409,
        tip=table.tip,
        mine=tip_form.values_of(mine) | {"version": str(table.tip.version)},
        differences=[
            one
            for one in differences(table.tip, mine)
            if one.field not in {"stage", "author", "credit"}
        ],
        action=address(table.tip),
    )


def blank(visit: Visit) -> Tip:
    """Return an empty tip of the visitor's."""
    return Tip(
        id=f"egen-{secrets.token_hex(6)}",
        language=visit.form.get("language") or visit.texts.language,
        topic="egna",
        title="",
        advice=Advice(answer=""),
        credit=visit.me.first_name,
        checked=visit.today,
        review=visit.today + REVIEW_AFTER,
    )


def _translation(source: Tip, language: str, visit: Visit) -> Tip:
    """Return an empty version of a tip in another language, which follows this one."""
    return Tip(
        id=source.id,
        language=language,
        topic=source.topic,
        title=source.title,
        kind=source.kind,
        owner=source.owner,
        audience=source.audience,
        pictures=source.pictures,
        names=source.names,
        open=source.open,
        advice=source.advice,
        easy=source.easy,
        phrasings=(source.title,),
        credit=visit.me.first_name,
        checked=visit.today,
        review=source.review,
        follows=source.fingerprint,
    )


def _original(tip: Tip, versions: Sequence[Tip]) -> Tip | None:
    """Return the version a translation follows: the Swedish one, else the first."""
    if tip.language == "sv" and not tip.follows:
        return None
    others = [one for one in versions if one.language != tip.language]
    return min(others, key=lambda one: (one.language != "sv", one.language), default=None)
