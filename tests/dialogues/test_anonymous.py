"""Elias asks without his name, and nobody but Elias can find out that it was he."""

import asyncio
import json
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.channels.console.draw import reply_lines
from bot.channels.webchat.receive import Webchat
from bot.runtime import erasures
from bot.runtime.wiring import Service
from bot.texts.catalogue import LANGUAGES, catalogue
from knowledge.escalations.model import Voice
from tests.dialogues.stage import Stage
from tests.dialogues.traces import in_files, in_tables

TRACES = ("elias", "testlund")
QUESTION = "var står kaffemaskinen på plan sju"
LONGEST_WAIT = 20.0


async def _play(stage: Stage) -> None:
    """Let the question go through every hand there is."""
    for who, line in (
        ("elias", QUESTION),
        ("elias", "[Ja, utan namn]"),
        ("birgitta", "[Ta frågan]"),
        ("birgitta", "[Fråga tillbaka]"),
        ("birgitta", "Den stora eller den lilla?"),
        ("elias", "[Svara]"),
        ("elias", "Den stora"),
        ("birgitta", "status"),
        ("birgitta", "[Skicka vidare]"),
        ("birgitta", "[Nadia Skissmark på Juridik]"),
        ("birgitta", "du kan kaffe bättre"),
        ("nadia", "[Ta frågan]"),
        ("nadia", "Bakom hissen"),
        ("elias", "[Fråga mer]"),
        ("elias", "Vilken hiss?"),
        ("nadia", "status"),
        ("inger", "täckning"),
        ("inger", "ersätt nadia"),
        ("inger", "[Nadia Skissmark på Juridik]"),
        ("inger", "[Ingen än, fördela frågorna]"),
        ("inger", "status"),
        ("mats", "täckning"),
        ("nadia", "mina svar"),
        ("nadia", "[Gör till tips]"),
        ("petra", "coacher på Juridik"),
        ("kerstin", "vem kan Word"),
        ("birgitta", "vad vet du om mig"),
        ("birgitta", "[Visa allt]"),
    ):
        await stage.look(who)
        await stage.hears(who, line)
    for person in await _others(stage.service):
        await stage.look(person)


async def _others(service: Service) -> list[str]:
    async with service.reading() as work:
        return [one.id for one in await work.people.everyone() if one.id != "elias"]


async def test_nobody_else_reads_the_name_in_any_language(met: Stage) -> None:
    """Every message to everybody else, with its choices, forms and files, drawn five times."""
    await _play(met)
    told = {
        (who, language): "\n".join(
            [line for one in actor.replies for line in reply_lines(one, catalogue(language))]
            + [repr(one) for one in actor.replies]
        ).casefold()
        for who, actor in met.actors.items()
        if who != "elias"
        for language in LANGUAGES
    }

    assert {who for (who, _), text in told.items() if "kaffemaskinen" in text} >= {
        "birgitta",
        "nadia",
    }
    assert [key for key, text in told.items() if any(one in text for one in TRACES)] == []


async def test_no_table_and_no_file_tells_who_it_was(met: Stage, home: Path) -> None:
    """Without the key the name stands in the directory, and nowhere else."""
    await _play(met)
    found = await in_tables(met.service, TRACES, sealed=False)
    await met.service.compact()
    beside = [one for one in ("elias\\nwebchat", "elias|", "|elias") if in_files(home, "*", [one])]

    assert {table: values for table, values in found.items() if values} == {
        "people": {"elias", "Elias Testlund"}
    }
    assert beside == []


async def test_no_log_line_tells_who_it_was(
    met: Stage, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither while all goes well nor when a message cannot be handled."""
    with structlog.testing.capture_logs() as lines:
        await _play(met)
        await met.service.reception.press("bad", "elias", "webchat", "asker.solved:a:b:c", "x")
        await met.settle()
    said = f"{lines}{capfd.readouterr()}{caplog.text}".casefold()

    assert [one["event"] for one in lines] == ["message-failed"] * 3
    assert [one for one in TRACES if one in said] == []


async def test_an_operators_export_tells_nothing_of_it(met: Stage) -> None:
    """That of Elias is as before he asked; those of all who had the question do not name him."""
    before = await erasures.export(met.service, "elias")
    await _play(met)
    after = await erasures.export(met.service, "elias")
    others = {who: await erasures.export(met.service, who) for who in await _others(met.service)}

    assert after == before
    assert "Bakom hissen" in others["nadia"]
    assert "du kan kaffe bättre" in others["birgitta"]
    assert [
        who for who, text in others.items() if any(one in text.casefold() for one in TRACES)
    ] == []


async def test_the_asker_has_it_all_in_the_own_chat(met: Stage) -> None:
    """The file that the person alone can fetch holds question, replies and what was said."""
    await _play(met)
    await met.hears("elias", "vad vet du om mig")
    await met.hears("elias", "[Visa allt]")
    (file,) = met.actor("elias").replies[-1].files
    (question,) = json.loads(file.text)["questions_asked"]

    assert question["with_name"] is False
    assert [(line["from"], line["text"]) for line in question["conversation"]] == [
        (Voice.ASKER, QUESTION),
        (Voice.COACH_ASKS, "Den stora eller den lilla?"),
        (Voice.ASKER, "Den stora"),
        (Voice.COACH, "Bakom hissen"),
        (Voice.ASKER, "Vilken hiss?"),
    ]
    assert "Bakom hissen" in str(json.loads(file.text)["chat"])


async def test_no_page_of_anybody_else_tells_who_it_was(met: Stage) -> None:
    """Chat pages, all that streams into them, and the files in them."""
    await _play(met)
    service = met.service

    async def is_demo() -> bool:
        return True

    chat = Webchat(
        reading=service.reading,
        reception=service.reception,
        bell=service.doorbells,
        is_demo=is_demo,
        stopping=asyncio.Event(),
    )
    app = web.Application()
    app.add_routes(chat.routes())
    seen: dict[str, str] = {}
    async with TestServer(app) as server, ClientSession(server.make_url("/")) as client:
        for who in await _others(service):
            seen[who] = await _all_pages(client, service, who)

    assert "kaffemaskinen" in seen["birgitta"]
    assert [
        who for who, text in seen.items() if any(one in text.casefold() for one in TRACES)
    ] == []


async def _all_pages(client: ClientSession, service: Service, who: str) -> str:
    async with service.reading() as work:
        messages = await work.mailboxes.after(who, 0)
    async with client.get(f"/chat/{who}") as page:
        found = await page.text()
    for message in messages:
        for at in range(len(message.reply.files if message.reply else ())):
            async with client.get(f"/chat/{who}/files/{message.number}/{at}") as file:
                found += await file.text()
    if messages:
        last = f"id: {messages[-1].number}\n".encode()
        async with asyncio.timeout(LONGEST_WAIT), client.get(f"/chat/{who}/stream") as stream:
            ended = False
            async for line in stream.content:
                found += line.decode()
                ended = ended or line == last
                if ended and line.startswith(b"data: "):
                    break
    return found
