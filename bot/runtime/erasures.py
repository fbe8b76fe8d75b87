"""Erases people, remembers it outside the database, and does it again after a restore."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.cards.model import Reply
from bot.conversations.correspondence import Correspondence
from bot.conversations.erasing import decided, erase, forget
from bot.conversations.record import as_text, mark_of, record
from bot.runtime import erasure_log
from bot.runtime.removals.storage import Removal
from bot.runtime.retention import PEOPLE, decisions
from bot.runtime.wiring import Service
from bot.texts.catalogue import say
from knowledge.people.erasures.model import Erasure, Stage
from knowledge.people.model import Person

AT_ONCE = 100
"""People erased in one transaction: others may write in between."""


async def export(service: Service, person_id: str) -> str:
    """Return what may be handed out about a person: no question they asked without a name.

    Raises:
        UnknownPerson: nobody has this id.
    """
    async with service.reading() as work:
        return as_text(await record(service.letters(work), person_id, with_unnamed=False))


async def erase_person(service: Service, person_id: str) -> None:
    """Erase a person whole; it is remembered outside the database before it is done.

    Raises:
        UnknownPerson: nobody has this id.
    """
    async with service.work() as work:
        await _erase(service.letters(work), [await work.people.get(person_id)])
        await work.commit()
    await service.compact()


async def _erase(letters: Correspondence, people: Sequence[Person]) -> None:
    for erasure in [await decided(letters, one.id, Stage.DONE) for one in people]:
        letters.remember(erasure)
    await erase(letters, people)


async def refuse(service: Service, person_id: str, ground: str) -> None:
    """Refuse a wish on a legal ground; the person reads it.

    Raises:
        UnknownPerson: nobody has this id.
    """
    async with service.work() as work:
        letters = service.letters(work)
        await work.people.get(person_id)
        erasure = await decided(letters, person_id, Stage.REFUSED, ground=ground)
        await letters.post(
            person_id,
            Reply(text=(say("privacy.erase_refused", ground=ground),)),
            reason=f"erasure:{erasure.id}",
        )
        await work.commit()


async def erase_left(service: Service) -> int:
    """Erase everybody who left the organisation long enough ago; return how many."""
    last = service.clock.now().date() - timedelta(days=service.settings.keep_left_days)
    count = 0
    while part := await _erase_some_left(service, last):
        count += part
    if count:
        await service.compact()
    return count


async def _erase_some_left(service: Service, last: date) -> int:
    """Erase some of those who left before a day, and report it in the same transaction."""
    async with service.work() as work:
        gone = (await work.people.gone_before(last))[:AT_ONCE]
        if not gone:
            return 0
        await _erase(service.letters(work), gone)
        decision = decisions(service.settings).get(PEOPLE, "")
        await work.removals.add(Removal(service.clock.now(), PEOPLE, len(gone), decision))
        await work.commit()
    return len(gone)


async def replay(service: Service) -> int:
    """Erase again whom the file remembers and the database does not; return how many."""
    remembered = erasure_log.read(erasure_log.beside(service.settings.key_file))
    if not remembered:
        return 0
    async with service.work() as work:
        known = await work.erasures.decided([one for one, _, _ in remembered])
        lost = [one for one in remembered if one[0] not in known]
        if not lost:
            return 0
        letters = service.letters(work)
        by_mark = {mark_of(letters, one.id): one for one in await work.people.everyone()}
        marks = {stage: {mark for _, one, mark in lost if one is stage} for stage in Stage}
        await forget(letters, [by_mark[one] for one in marks[Stage.FORGOTTEN] & by_mark.keys()])
        await erase(letters, [by_mark[one] for one in marks[Stage.DONE] & by_mark.keys()])
        for erasure_id, stage, mark in lost:
            await work.erasures.put(
                Erasure(
                    id=erasure_id,
                    person=mark,
                    stage=stage,
                    asked=service.clock.now(),
                    decided=service.clock.now(),
                )
            )
        await work.commit()
    await service.compact()
    return len(lost)
