"""How often the default library helps, asked by authors who have not seen its ways to ask.

`asked/*.jsonl`: what staff type, and the tips that answer it (none for kind "none").
The authors saw titles and first lines only; the questions are made up, not collected from staff.
"""

import pytest

from knowledge.matching.index import Index
from tests.benchmarks.figures import table
from tests.benchmarks.questions import figures, questions_in
from tips.default_library import tips

LANGUAGES = ("sv", "en", "da", "nb", "fi")
HEADS = ("language", "questions", "top1", "top3", "helped", "direct", "wrong", "false", "offered")


@pytest.mark.benchmark
def test_how_often_the_default_library_helps() -> None:
    """A confident wrong answer is rare in every language; the table says what the rest is."""
    index = Index([tip.as_entry() for tip in tips()])
    asked = questions_in("asked")
    rows = []
    for language in LANGUAGES:
        those = [one for one in asked if one.language == language]
        name, *shares = figures(language, lambda q, lang: index.ranked(q, language=lang), those)
        rows.append([name, str(len(those)), *shares])
    table("The default library, asked by others", HEADS, rows)

    assert all(float(row[6]) < 0.15 for row in rows)
