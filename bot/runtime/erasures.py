"""Erases people, remembers it outside the database, and does it again after a restore."""

from datetime import timedelta

from bot.cards.model import Reply
from bot.conversations.erasing import decided, erase, forget, mark_of
from bot.conversations.record import as_text, record
from bot.runtime import erasure_log
from bot.runtime.removals.storage import Removal
from bot.runtime.retention import PEOPLE, decisions
from bot.runtime.wiring import Service
from bot.texts.catalogue import say
from knowledge.people.erasures.model import Erasure, Stage


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
        letters = service.letters(work)
        person = await work.people.get(person_id)
        erasure = await decided(letters, person_id, Stage.DONE)
        await erase(letters, person)
        letters.remember(erasure)
        await work.commit()
    await service.compact()


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
    now = service.clock.now()
    last = now.date() - timedelta(days=service.settings.keep_left_days)
    async with service.reading() as work:
        gone = [one.id for one in await work.people.gone_before(last)]
    for person_id in gone:
        await erase_person(service, person_id)
    if gone:
        decision = decisions(service.settings).get(PEOPLE, "")
        async with service.work() as work:
            await work.removals.add(Removal(now, PEOPLE, len(gone), decision))
            await work.commit()
    return len(gone)


async def replay(service: Service) -> int:
    """Erase again whom the file remembers and the database does not; return how many."""
    remembered = erasure_log.read(erasure_log.beside(service.settings.key_file))
    if not remembered:
        return 0
    async with service.work() as work:
        known = await work.erasures.known([one for one, _, _ in remembered])
        lost = [one for one in remembered if one[0] not in known]
        if not lost:
            return 0
        letters = service.letters(work)
        by_mark = {mark_of(letters, one.id): one for one in await work.people.everyone()}
        for erasure_id, stage, mark in lost:
            person = by_mark.get(mark)
            if person is not None and stage is Stage.DONE:
                await erase(letters, person)
            elif person is not None:
                await forget(letters, person)
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
