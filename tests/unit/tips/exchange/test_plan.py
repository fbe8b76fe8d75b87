"""What a file would do to the library, and what nobody's file may do."""

import csv
import io
from dataclasses import replace

from bot.conversations.exchanging import described
from bot.texts.catalogue import LANGUAGES, catalogue
from tests.unit.tips.exchange.library import PLAIN, here, plan_of, written
from tips.exchange import formats
from tips.exchange.plan import Plan, planned
from tips.model import Stage, Tip


def a_file(*rows: dict[str, str]) -> bytes:
    """Return a CSV file with these columns and rows."""
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def toner(**values: str) -> dict[str, str]:
    """Return a row about changing the toner."""
    return {"id": "toner-byta", "title": "Byt toner", "answer": "Öppna luckan."} | values


def as_drafts(data: bytes, *tips: Tip) -> Plan:
    """Return what a file would do if everything is to be read first."""
    return plan_of(data, "a.csv", *tips, as_drafts=True)


def test_a_tip_is_published_unless_the_file_says_otherwise() -> None:
    """Whoever runs the command vouches for a new one; an old one stays what it is."""
    rested = replace(PLAIN, stage=Stage.RETIRED)
    new = plan_of(a_file(toner()), "a.csv").added[0].tip
    said = plan_of(a_file(toner(stage="draft")), "a.csv").added[0].tip
    old = plan_of(a_file(toner(title="Ny")), "a.csv", rested).changed[0].after

    assert (new.stage, said.stage, old.stage) == (Stage.PUBLISHED, Stage.DRAFT, Stage.RETIRED)


def test_as_drafts_everything_waits_to_be_read() -> None:
    """A new tip is in review; a change to one that answers stands beside it."""
    data = a_file(toner(title="Ny"), toner(id="ny"))
    plan = as_drafts(data, PLAIN)
    draft = as_drafts(data, replace(PLAIN, stage=Stage.DRAFT)).changed[0]

    assert [one.tip.stage for one in plan.added] == [Stage.IN_REVIEW]
    assert [(one.after.stage, one.beside) for one in plan.changed] == [(Stage.IN_REVIEW, True)]
    assert (draft.after.stage, draft.beside) == (Stage.IN_REVIEW, False)


def test_as_drafts_what_is_unchanged_is_not_sent_to_anybody() -> None:
    """The stage alone is no change."""
    assert as_drafts(written(PLAIN, suffix=".csv"), PLAIN).unchanged == 1


def test_no_file_says_who_wrote_a_tip() -> None:
    """A column for it is not read; whoever wrote the tip here stays its author."""
    data = a_file(toner(author="p-9", credit="Vera", title="Ny"))
    mine = replace(PLAIN, author="p-7", credit="Inger")
    plan = plan_of(data, "a.csv", mine)

    assert plan.ignored == ("author",)
    assert (plan.changed[0].after.author, plan.changed[0].after.credit) == ("p-7", "Vera")
    assert plan_of(data, "a.csv").added[0].tip.author == ""


def test_a_caretaker_is_somebody_who_is_here() -> None:
    """By work e-mail in any case; an empty cell takes nobody away."""
    found = plan_of(a_file(toner(caretaker="Inger@Example.se")), "a.csv").added[0].tip
    kept = plan_of(
        a_file(toner(caretaker="", title="Ny")), "a.csv", replace(PLAIN, caretaker="p-3")
    )

    assert found.caretaker == "p-1"
    assert kept.changed[0].after.caretaker == "p-3"


def test_a_tip_carries_the_version_it_was_compared_with() -> None:
    """So an edit between the dry run and the import is noticed; a new tip has none before it."""
    plan = plan_of(a_file(toner(title="Ny"), toner(id="ny")), "a.csv", replace(PLAIN, version=7))

    assert plan.changed[0].after.version == 7
    assert plan.added[0].tip.version == 0


def test_the_same_id_in_two_languages_is_two_tips() -> None:
    """Each is compared with its own language."""
    data = a_file(toner(language="sv"), toner(language="da"))
    plan = plan_of(data, "a.csv", PLAIN)

    assert [one.tip.language for one in plan.added] == ["da"]


def test_a_department_that_is_gone_does_not_refuse_its_tip() -> None:
    """What stood there before may stand there again."""
    old = replace(PLAIN, audience=("gone",))

    assert plan_of(a_file(toner(audience="gone")), "a.csv", old).refused == ()


def test_a_plan_is_told_in_five_languages() -> None:
    """With what differs in each tip, word by word, and with marks a terminal shows."""
    shared = replace(PLAIN, id="delad", source="nordic", source_version="0" * 16, author="p-7")
    rows = [
        toner(title="Byt färgpatron", source="", betyg="5"),
        toner(id="ny", source="", betyg=""),
        toner(id="delad", title="Deras", source="nordic", betyg=""),
        toner(id="", title="", source="", betyg=""),
    ]
    plan = plan_of(a_file(*rows), "a.csv", PLAIN, shared)
    lines = {
        language: [catalogue(language).word(one) for one in described(plan)]
        for language in LANGUAGES
    }

    assert lines["en"] == [
        "added 1, changed 1, unchanged 0, edited here 1, refused 1",
        "not read: betyg",
        "added: ny (sv), Byt toner",
        "changed: toner-byta (sv), Byt färgpatron",
        "  title: Byt [-toner-]{+färgpatron+}",
        "edited here and left as it is, while nordic has changed it: delad (sv), Byt toner",
        "row 5: title: is missing",
    ]
    assert {len(one) for one in lines.values()} == {7}


def test_many_tips_are_counted_and_not_all_named() -> None:
    """Fifty of each kind are enough to see what a file is."""
    plan = plan_of(a_file(*(toner(id=f"t-{number}") for number in range(60))), "a.csv")
    lines = [catalogue("en").word(one) for one in described(plan)]

    assert len(lines) == 52
    assert lines[-1] == "… and 10 more"


def test_a_long_text_is_shown_where_it_differs() -> None:
    """What is as it was is cut; so is what is far too long."""
    before = replace(PLAIN, longer="ord " * 40 + "gammalt " + "ord " * 40)
    after = before.longer.replace("gammalt", "nytt " * 80)
    plan = plan_of(a_file(toner(longer=after)), "a.csv", before)
    line = [catalogue("en").word(one) for one in described(plan)][2]

    assert len(line) < 350
    assert "[-gammalt-]" in line


def test_a_picture_nobody_shows_is_not_taken() -> None:
    """Only those a new or changed tip shows come along."""
    parcel = formats.read(written(PLAIN, suffix=".zip"), "a.zip")
    plan = planned(replace(parcel, pictures={"x.png": b"x"}), here())

    assert plan.pictures == {}
