"""Forms in dialogs: opened from a card, mended, sent."""

from tests.channels.teams.house import House
from tests.channels.teams.test_asking import settled_in
from tests.fakes.teams.phone import as_read

TIP = {
    "title": "Byt namn på en mapp i arkivet",
    "phrasings": "hur byter jag namn på en mapp",
    "answer": "Högerklicka på mappen och välj Byt namn.",
}


async def test_a_form_is_a_dialog_with_its_fields(house: House) -> None:
    """The card has a button; the dialog has the fields and one way to send them."""
    inger = await settled_in(house, "inger")
    await inger.says("nytt tips")

    await inger.opens("Fyll i")

    assert inger.dialog
    fields = as_read(inger.dialog).splitlines()
    assert fields[0] == "Rubrik:"
    assert fields[-1] == "[Spara och visa]"


async def test_what_is_wrong_stands_beside_its_field_and_all_is_kept(house: House) -> None:
    """The dialog stays open with what was written."""
    inger = await settled_in(house, "inger")
    await inger.says("nytt tips")
    await inger.opens("Fyll i")

    await inger.fills_in(answer="Högerklicka på mappen.")

    assert inger.dialog
    said = as_read(inger.dialog)
    assert "Rubriken ska ha 4 till 120 tecken, nu är det 0.\nRubrik:" in said
    assert "Svar, i en eller två meningar: Högerklicka på mappen." in said


async def test_a_whole_form_closes_the_dialog_and_is_answered_in_the_chat(house: House) -> None:
    """The card it was opened from has no buttons any more; the preview comes as a message."""
    inger = await settled_in(house, "inger")
    await inger.says("nytt tips")
    await inger.opens("Fyll i")
    await inger.fills_in(**TIP)

    assert inger.dialog is None, as_read(inger.dialog or {})
    assert inger.said_last == "Tack, nu är det skickat."
    assert any(TIP["title"] in one for one in inger.reads()[-2:])
    assert not any("[Fyll i]" in one for one in inger.reads())


async def test_a_form_can_be_mended_and_then_sent(house: House) -> None:
    """A second try in the same dialog is taken."""
    inger = await settled_in(house, "inger")
    await inger.says("nytt tips")
    await inger.opens("Fyll i")
    await inger.fills_in(answer="kort")
    assert inger.dialog

    await inger.fills_in(**TIP)

    assert inger.said_last == "Tack, nu är det skickat."


async def test_an_old_forms_dialog_answers_kindly(house: House) -> None:
    """A form that was sent cannot be opened once more."""
    inger = await settled_in(house, "inger")
    await inger.says("nytt tips")
    message, _ = inger.button("Fyll i", inger.chat)
    card = message.card
    await inger.opens("Fyll i")
    await inger.fills_in(**TIP)
    assert card
    inger.own[message.id] = card

    said = await inger.opens("Fyll i")

    assert said["task"]["type"] == "message"
    assert said["task"]["value"]
