"""A platform that shows what the bot posts there: messages that can be changed and taken away."""

from dataclasses import dataclass, field, replace

from bot.cards.codec import from_json
from bot.cards.model import Reply
from bot.conversations.posts.model import Post
from bot.runtime.work import SqlWorks
from knowledge.clock import Clock
from scheduler.delivery.model import Letter, Outcome, Result


@dataclass(kw_only=True)
class FakePlatform:
    """Keeps what stands in every chat, as people there see it.

    Attributes:
        name: the channel's name.
        work: where posts are written down, as every courier of a platform does.
        shown: what stands where, by letter: the person or thread, and the reply.
    """

    name: str
    work: SqlWorks
    clock: Clock
    shown: dict[str, tuple[str, Reply]] = field(default_factory=dict)

    async def send(self, letter: Letter) -> Outcome:
        """Post, change or take away, and write down where it stands."""
        async with self.work() as work:
            if letter.instead_of:
                before = await work.posts.get(letter.instead_of)
                assert before is not None
                if letter.content:
                    reply = from_json(letter.content)
                    self.shown[before.letter] = (self.shown[before.letter][0], reply)
                    await work.posts.put(replace(before, reply=reply))
                else:
                    del self.shown[before.letter]
                    await work.posts.remove(before.letter)
            else:
                reply = from_json(letter.content)
                self.shown[letter.id] = (letter.at or letter.recipient, reply)
                await work.posts.put(
                    Post(
                        letter=letter.id,
                        channel=self.name,
                        person=letter.recipient,
                        when=self.clock.now(),
                        reply=reply,
                        at=letter.at,
                        about=letter.about,
                    )
                )
            await work.commit()
        return Outcome(result=Result.ARRIVED, platform_id=letter.id)

    def at(self, where: str) -> list[Reply]:
        """Return what stands in somebody's chat or in a thread, the oldest first."""
        return [reply for place, reply in self.shown.values() if place == where]
