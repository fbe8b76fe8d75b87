"""Draws the pictures of a file anew, and lets its tips name them as they are kept here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from knowledge.errors import Explained
from knowledge.pictures.cleaning import cleaned
from knowledge.pictures.model import CleanPicture
from tips.exchange.parcel import Parcel, Said, shown


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A file whose tips name pictures as they are kept, and those that are new, by that name."""

    parcel: Parcel
    new: Mapping[str, CleanPicture]


def redrawn(parcel: Parcel, known: Collection[str]) -> Redrawn:
    """Draw a file's pictures anew, without anything that was hidden in them.

    The same file gives the same names, so that taking it twice changes nothing.

    Args:
        parcel: the file, read.
        known: names of the pictures that are kept here.

    Returns:
        The file; a picture that cannot be used is among what nobody reads, and a tip that shows
        it has a fault.
    """
    names: dict[str, str] = {}
    new: dict[str, CleanPicture] = {}
    unfit: list[str] = []
    for name, data in parcel.pictures.items():
        if name in known:
            continue
        try:
            picture = cleaned(data)
        except Explained:
            unfit.append(shown(f"pictures/{name}"))
            continue
        names[name] = picture.name
        new[picture.name] = picture
    parcel = replace(
        parcel,
        said=tuple(_renamed(one, names) for one in parcel.said),
        pictures={name: picture.data for name, picture in new.items()},
        ignored=(*parcel.ignored, *unfit),
    )
    return Redrawn(parcel, new)


def _renamed(said: Said, names: Mapping[str, str]) -> Said:
    listed = said.values.get("pictures")
    if not isinstance(listed, tuple):
        return said
    items = []
    for item in listed:
        name, space, alt = item.partition(" ")
        items.append(f"{names.get(name, name)}{space}{alt}")
    return replace(said, values={**said.values, "pictures": tuple(items)})
