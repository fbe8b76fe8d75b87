"""Takes pictures that are sent with a form, and keeps them before anything else is decided.

So whoever has something to mend in the form need not look for the picture again; what is then not
used is removed after a while.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.desk.visit import Visit
from bot.texts.catalogue import Say, say
from knowledge.errors import Explained
from knowledge.pictures.cleaning import cleaned
from knowledge.pictures.model import CleanPicture

NEW_ALT = "alt_new"


@dataclass(frozen=True, slots=True)
class Pictured:
    """The form's fields with the new pictures among them, and what was wrong with the others."""

    values: Mapping[str, str]
    wrong: Mapping[str, Say]


async def taken(visit: Visit, field: str = "picture") -> Pictured:
    """Keep the pictures of a form.

    Args:
        visit: with the form; `pictures` names those it shows already, and `alt_new` says what a
            new one shows.
        field: where the new ones are.

    Returns:
        The fields, in which `pictures` names the new ones too.
    """
    found, wrong = await cleaned_files(visit, field)
    values = dict(visit.form)
    names = values.get("pictures", "").split()
    async with visit.desk.work() as work:
        for picture in found:
            name = await work.pictures.put(picture, at=visit.now)
            if name not in names:
                names.append(name)
                values[f"alt:{name}"] = values.pop(NEW_ALT, "")
        there = await work.pictures.known(names)
        await work.commit()
    values["pictures"] = "\n".join(name for name in names if name in there)
    return Pictured(values, wrong)


async def cleaned_files(visit: Visit, field: str) -> tuple[list[CleanPicture], dict[str, Say]]:
    """Return the pictures that were sent in a field, drawn anew, and why others cannot be used."""
    found: list[CleanPicture] = []
    wrong: dict[str, Say] = {}
    for sent in visit.files.get(field, ()):
        try:
            # Some megapixels take a while; others are answered meanwhile.
            found.append(await asyncio.to_thread(cleaned, sent.data))
        except Explained as error:
            wrong[field] = say(error.key, **error.details)
    return found, wrong
