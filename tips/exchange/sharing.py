"""Tips that several municipalities share: what happens when the shared one has changed.

A tip remembers the library it came from and what it said when it was taken. The fields in
`tips.model.SHARED` are the library's, as long as nobody has edited them here; all others are ours,
and ways to ask are added to ours.
"""

from dataclasses import replace

from tips.exchange.parcel import Said
from tips.model import SHARED, Tip

NEVER = "0" * 16
"""The version of a tip whose shared one has never been taken: ours was here first."""


def is_shared(said: Said) -> bool:
    """Say whether a tip in a file comes from its library itself.

    Somebody's own copy of everything says, beside the library, which version of it was taken.
    """
    return bool(_text(said, "source")) and not _text(said, "source_version")


def is_overridden(before: Tip) -> bool:
    """Say whether a tip says something else here than when it was taken."""
    if before.source_version:
        return before.substance != before.source_version
    # It has no version yet: whatever came with the service is nobody's own.
    return bool(before.author) or before.version > 1


def as_new(wanted: Tip) -> Tip:
    """Return a shared tip as it is kept when it is taken for the first time."""
    return replace(wanted, source_version=wanted.substance, source_ahead="")


def as_taken(wanted: Tip, before: Tip) -> Tip:
    """Return a tip with what the shared one says now; what is ours stays."""
    taken = {name: getattr(wanted, name) for name in SHARED}
    return replace(
        before,
        **taken,
        phrasings=with_more(before, wanted),
        source=wanted.source,
        source_version=wanted.substance,
        source_ahead="",
    )


def as_overridden(wanted: Tip, before: Tip) -> Tip:
    """Return a tip that stays as it is, with a flag that the shared one has changed."""
    version = before.source_version or NEVER
    ahead = wanted.substance
    return replace(before, source=wanted.source, source_version=version, source_ahead=ahead)


def is_news(wanted: Tip, before: Tip) -> bool:
    """Say whether the shared tip says what it did not say when it was taken."""
    return wanted.substance != before.source_version


def kept_as_ours(tip: Tip) -> Tip:
    """Return a tip whose shared version has been looked at, and is not to be told of again."""
    return replace(tip, source_version=tip.source_ahead or tip.source_version, source_ahead="")


def with_more(before: Tip, wanted: Tip) -> tuple[str, ...]:
    """Return the ways to ask there are, and the shared ones that are new."""
    return tuple(dict.fromkeys((*before.phrasings, *wanted.phrasings)))


def _text(said: Said, name: str) -> str:
    value = said.values.get(name, "")
    return value.strip() if isinstance(value, str) else ""
