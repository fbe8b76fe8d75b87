"""`python -m tips.linting`: one line a fault and status 1, or one line of figures."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ruamel.yaml.error import YAMLError

from tips import default_library
from tips import glossary as word_list
from tips.exchange.markdown import UnreadableTip, read
from tips.glossary import Word
from tips.linting import glossary, library, rules
from tips.linting.words import LANGUAGES
from tips.model import Tip

ROOT = default_library.CONTENT.parents[1]


def main() -> int:
    """Check the default library and say what was found; return the exit status."""
    tips, faults = read_library(default_library.files())
    words, unreadable = read_glossary(word_list.FILE)
    faults += [*unreadable, *library_faults(tips)]
    faults += [(shown(word_list.FILE), fault) for fault in glossary.faults(words)]
    lines = [f"{path}: {fault}" for path, fault in faults] or [figures([*tips.values()], words)]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 1 if faults else 0


def read_library(files: Sequence[Path]) -> tuple[dict[str, Tip], list[library.Fault]]:
    """Read the tips, and say of each file that is none, or lies in the wrong place, why."""
    tips: dict[str, Tip] = {}
    faults: list[library.Fault] = []
    for file in files:
        path = shown(file)
        try:
            tip = read(file.read_text(encoding="utf-8"), language=file.parent.parent.name)
        except (UnreadableTip, UnicodeDecodeError) as error:
            faults.append((path, str(error)))
            continue
        tips[path] = tip
        if tip.id != file.stem:
            faults.append((path, f"id is {tip.id!r}, expected {file.stem!r} as its file"))
        if tip.topic != file.parent.name:
            expected = f"expected {file.parent.name!r} as its folder"
            faults.append((path, f"topic is {tip.topic!r}, {expected}"))
    return tips, faults


def read_glossary(file: Path) -> tuple[Sequence[Word], list[library.Fault]]:
    """Read the glossary, or say why it cannot be read."""
    try:
        return word_list.read(file), []
    except (OSError, YAMLError, KeyError, TypeError, AttributeError) as error:
        why = " ".join(str(error).split())[:160]
        return [], [(shown(file), f"not a glossary: {type(error).__name__} {why}")]


def library_faults(tips: library.Library) -> Iterator[library.Fault]:
    """Yield every fault in the tips: one by one, between them, and in all."""
    for path, tip in tips.items():
        yield from ((path, fault) for fault in rules.faults(tip))
    yield from library.between_tips(tips)
    yield from library.between_languages(tips)
    yield from library.totals([*tips.values()])


def figures(tips: Sequence[Tip], words: Sequence[Word]) -> str:
    """Say in one line how large the library is."""
    languages = Counter(tip.language for tip in tips)
    shares = ", ".join(f"{language} {languages[language]}" for language in LANGUAGES)
    return (
        f"{len(tips)} tips ({shares}), {sum(bool(tip.easy) for tip in tips)} easy versions, "
        f"{len({tip.topic for tip in tips})} topics, "
        f"{sum(len(tip.phrasings) for tip in tips)} phrasings, {len(words)} glossary words"
    )


def shown(file: Path) -> str:
    """Return a file's path as one types it at the root of the project."""
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else str(file)


if __name__ == "__main__":
    sys.exit(main())
