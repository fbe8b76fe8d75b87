"""A wish to be erased is requested, and then refused with its ground or done."""

import json

import pytest

from bot.runtime import erasures
from knowledge.people.erasures.model import Stage
from knowledge.people.model import UnknownPerson
from tests.dialogues.stage import Stage as TheStage

QUESTION = "var står kaffemaskinen på plan sju"
GROUND = "arkivlagen 10 §, ärendet är inte avslutat"


async def _wishes(stage: TheStage) -> None:
    await stage.hears("elias", "glöm mig")
    await stage.hears("elias", "[Ja, glöm mig]")
    await stage.hears("elias", "[Radera även namn och avdelning]")


async def _waiting(stage: TheStage) -> list[str]:
    async with stage.service.reading() as work:
        return [one.person for one in await work.erasures.waiting()]


async def test_a_wish_waits_for_whoever_runs_the_service(met: TheStage) -> None:
    """The person reads that it is noted; asking twice is one wish; the record has it."""
    await met.play("""
        elias: glöm mig
        > ...
        elias: [Ja, glöm mig]
        > ...
        elias: [Radera även namn och avdelning]
        > Din begäran är noterad. Den som sköter tjänsten prövar den, och du får veta hur det går. Så länge du arbetar hos kommunen kan namn och avdelning behöva finnas kvar i katalogen.
        elias: [Radera även namn och avdelning]
        > Din begäran är noterad. Den som sköter tjänsten prövar den, och du får veta hur det går. Så länge du arbetar hos kommunen kan namn och avdelning behöva finnas kvar i katalogen.
        elias: hej
        > ...
        elias: vad vet du om mig
        > ...
        > 7. Att du har bett om att bli raderad, söndag 22 november. Det prövas.
        > ...
    """)
    exported = json.loads(await erasures.export(met.service, "elias"))

    assert await _waiting(met) == ["elias"]
    assert [one["stage"] for one in exported["wishes_to_be_erased"]] == [Stage.REQUESTED]


async def test_a_refusal_is_read_with_its_ground(met: TheStage) -> None:
    """It waits no longer, the person stays, and the ground is in what is known of them."""
    await _wishes(met)
    await erasures.refuse(met.service, "elias", GROUND)
    await met.settle()
    await met.play(f"""
        elias:
        > Din begäran om radering är prövad. Det finns ett lagstöd för att spara uppgifterna: {GROUND}. Är du inte nöjd kan du vända dig till dataskyddsombudet.
        elias: hej
        > ...
        elias: vad vet du om mig
        > ...
        > 7. Att du bad om att bli raderad, söndag 22 november, och fick nej. Lagstödet är: {GROUND}
        > ...
    """)
    exported = json.loads(await erasures.export(met.service, "elias"))

    assert await _waiting(met) == []
    assert [(one["stage"], one["ground"]) for one in exported["wishes_to_be_erased"]] == [
        (Stage.REFUSED, GROUND)
    ]


async def test_after_a_refusal_one_may_ask_again_and_have_it_done(met: TheStage) -> None:
    """The second wish is a new one; done, the person is gone and the ground with them."""
    await _wishes(met)
    await erasures.refuse(met.service, "elias", GROUND)
    await _wishes(met)
    waiting = await _waiting(met)
    await erasures.erase_person(met.service, "elias")
    async with met.service.reading() as work:
        with pytest.raises(UnknownPerson):
            await work.people.get("elias")
        mark = met.service.seal.mark("erasure", "elias")
        wishes = [(one.stage, one.ground) for one in await work.erasures.of([mark])]

    assert (waiting, await _waiting(met)) == (["elias"], [])
    assert set(wishes) == {(Stage.FORGOTTEN, ""), (Stage.REFUSED, ""), (Stage.DONE, "")}


async def test_nobody_can_be_refused_or_erased_who_is_not_there(met: TheStage) -> None:
    """The error names no more than the id, and nothing is written."""
    for deed in (
        erasures.erase_person(met.service, "nobody"),
        erasures.refuse(met.service, "nobody", GROUND),
    ):
        with pytest.raises(UnknownPerson):
            await deed

    assert await _waiting(met) == []


async def test_an_unnamed_question_is_in_the_own_file_and_in_no_export(met: TheStage) -> None:
    """A named one is in both; the export says what it leaves out, of everybody alike."""
    await met.hears("elias", QUESTION)
    await met.hears("elias", "[Ja, utan namn]")
    await met.sends("elias", "var finns papper till plottern")
    exported = json.loads(await erasures.export(met.service, "elias"))
    await met.hears("elias", "vad vet du om mig")
    await met.hears("elias", "[Visa allt]")
    (file,) = met.actor("elias").replies[-1].files
    own = json.loads(file.text)
    nobody_asked = json.loads(await erasures.export(met.service, "samir"))

    assert [one["with_name"] for one in exported["questions_asked"]] == [True]
    assert QUESTION not in str(exported)
    assert {one["with_name"] for one in own["questions_asked"]} == {True, False}
    assert {one["text"] for one in own["remembered_questions"]} >= {QUESTION}
    assert exported["only_in_the_own_chat"] == nobody_asked["only_in_the_own_chat"]
    assert not {"chat", "remembered_questions", "letters_under_way"} & exported.keys()


async def test_what_is_known_of_one_who_helps_is_listed(met: TheStage) -> None:
    """Profile, questions held and tips written have a line each."""
    await met.sends("elias", QUESTION)
    for line in ("[Ta frågan]", "Bakom hissen", "[Gör till tips]"):
        await met.look("birgitta")
        await met.hears("birgitta", line)
    await met.fill("birgitta", title="Var står kaffet?", phrasings="var står kaffet")
    lines = await met.hears("birgitta", "vad vet du om mig")
    known = [line.split(". ", 1)[1] for line in lines if line[0].isdecimal()]

    assert {
        "En fråga som du har haft eller svarat på.",
        "Det du har berättat om hur du vill få frågor: språk, tid, intressen och kalender.",
        "Ett tips som du har skrivit.",
    } <= set(known)
