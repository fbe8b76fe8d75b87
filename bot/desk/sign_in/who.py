"""Who is it that signs in: somebody met before, or somebody in the organisation's list."""

from bot.desk.rules import Rule, allows
from bot.desk.sign_in.identity import Identity
from bot.desk.sign_in.refusals import Reason, Refused
from knowledge.people.model import Person
from knowledge.people.ports import Accounts, PeopleShelf

CHANNEL = "oidc"
"""Where these accounts stand among those of the chats."""


async def recognise(
    identity: Identity, *, people: PeopleShelf, accounts: Accounts
) -> tuple[Person, bool]:
    """Return who it is, and whether they came for the first time.

    An account met before is its owner's, whatever its address is by now. At the first visit a
    work address decides that the provider vouches for, and that exactly one person has in the
    organisation's list; from then on the account is theirs.

    Raises:
        Refused: it is nobody we know, or somebody who may not use the desk.
    """
    owner = await accounts.owner(CHANNEL, identity.account)
    if owner is not None:
        return _let_in(await people.get(owner)), False
    person = _let_in(await _listed(identity.email, people))
    await accounts.add(CHANNEL, identity.account, person.id)
    return person, True


async def _listed(email: str, people: PeopleShelf) -> Person:
    if not email:
        raise Refused(Reason.UNVERIFIED)
    found = [one for one in await people.everyone() if one.listed and one.email.lower() == email]
    here = [one for one in found if one.left is None]
    if len(here) > 1:
        raise Refused(Reason.SEVERAL)
    if not here:
        raise Refused(Reason.LEFT if found else Reason.UNKNOWN)
    return here[0]


def _let_in(person: Person) -> Person:
    if person.sample:
        raise Refused(Reason.SAMPLE, person=person.id)
    if person.left is not None:
        raise Refused(Reason.LEFT, person=person.id)
    if not allows(Rule.HELPERS, person):
        raise Refused(Reason.ROLE, person=person.id)
    return person
