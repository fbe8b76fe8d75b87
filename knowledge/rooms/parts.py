"""Hears which part of a room somebody writes of, in five languages."""

from collections.abc import Mapping

from knowledge.matching.words import normal
from knowledge.rooms.faults import Part

WORDS: Mapping[Part, tuple[str, ...]] = {
    Part.MICROPHONE: ("mikrofon", "micken", "mikken", "microphone", "mic", "mikkiä", "mikki"),
    Part.HEARING_LOOP: ("hörslinga", "slinga", "loop", "teleslynge", "silmukka"),
    Part.CAMERA: ("kamera", "camera", "webcam"),
    Part.SOUND: (
        "ljud", "högtalar", "hörs", "sound", "audio", "speaker", "lyd", "lyden", "højttaler",
        "høyttaler", "ääni", "äänt", "kaiutin", "kaiuttim",
    ),
    Part.PANEL: ("panel", "paneeli", "pekskärm", "styrskärm", "touch", "trykskærm", "kosketus"),
    Part.CABLES: (
        "kabel", "kablar", "sladd", "adapter", "hdmi", "usb", "dongel", "cable", "lead", "dongle",
        "ledning", "ledningen", "kaapeli", "johto", "johdo", "sovitin",
    ),
    Part.SCREEN: (
        "skärm", "projektor", "bild", "tv", "tvn", "screen", "projector", "display", "picture",
        "skærm", "billed", "skjerm", "bilde", "prosjektor", "näyttö", "näytö", "kuva", "projektori",
    ),
}  # fmt: skip
"""Words for each part; a part that others have within comes before them."""

WHOLE = frozenset({"lead", "ledning", "ledningen", "loop", "hörs", "touch"})
"""Those that are no part of longer words: anledning is no cable."""

SHORTEST, INSIDE = 4, 6
"""Letters from which a word may begin or end a longer one, and stand inside it: bordsmikrofonen."""


def part_in(text: str) -> Part:
    """Return the part that a text names first, or OTHER where it names none."""
    for word in normal(text).split():
        for part, known in WORDS.items():
            if any(_is(word, one) for one in known):
                return part
    return Part.OTHER


def _is(word: str, known: str) -> bool:
    if len(known) < SHORTEST or known in WHOLE:
        return word == known
    if len(known) >= INSIDE and known in word:
        return True
    return word.startswith(known) or word.endswith(known)
