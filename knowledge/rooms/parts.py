"""Hears which part of a room somebody writes of, in five languages."""

from collections.abc import Mapping

from knowledge.matching.words import normal
from knowledge.rooms.faults import Part

WORDS: Mapping[Part, tuple[str, ...]] = {
    Part.MICROPHONE: ("mikrofon", "micken", "mikken", "microphone", "mic", "mikkiä", "mikki"),
    Part.HEARING_LOOP: ("hörslinga", "slinga", "loop", "teleslynge", "silmukka"),
    Part.CAMERA: ("kamera", "camera", "webcam"),
    Part.SOUND: (
        "ljud", "högtalar", "hörs", "sound", "audio", "speaker", "lyd", "højttaler", "høyttaler",
        "ääni", "äänt", "kaiutin", "kaiuttim",
    ),
    Part.PANEL: ("panel", "paneeli", "pekskärm", "styrskärm", "touch", "trykskærm", "kosketus"),
    Part.CABLES: (
        "kabel", "kablar", "sladd", "adapter", "hdmi", "usb", "dongel", "cable", "lead", "dongle",
        "ledning", "kaapeli", "johto", "johdo", "sovitin",
    ),
    Part.SCREEN: (
        "skärm", "projektor", "bild", "tv", "kanon", "screen", "projector", "display", "picture",
        "skærm", "billed", "skjerm", "bilde", "prosjektor", "näyttö", "näytö", "kuva", "projektori",
    ),
}  # fmt: skip
"""How words for each part begin, or end; a part that others have within comes before them."""

SHORTEST = 4
"""Letters from which the beginning of a word is enough; mic is one word, and not in michael."""


def part_in(text: str) -> Part:
    """Return the part that a text names first, or OTHER where it names none."""
    for word in normal(text).split():
        for part, known in WORDS.items():
            if any(_is(word, one) for one in known):
                return part
    return Part.OTHER


def _is(word: str, known: str) -> bool:
    if len(known) < SHORTEST:
        return word == known
    return word.startswith(known) or word.endswith(known)
