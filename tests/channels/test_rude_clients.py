"""Requests no page of ours would send, and windows that close without a word."""

import asyncio
import http.client
import uuid

import aiohttp
import pytest

from tests.channels.served import HOST, Served
from tests.channels.wire import body, hear, post

WORDS = b'{"event": "x", "text": "hej"}'
PATH = "/chat/elias/messages"


def status(served: Served, method: str, path: str, content: bytes = b"", **headers: str) -> int:
    """Send a request as raw as it is given; return the answer's status."""
    connection = http.client.HTTPConnection(HOST, served.port, timeout=5)
    try:
        connection.putrequest(method, path, skip_host=True)
        whole = {"Host": f"{HOST}:{served.port}", "Content-Length": str(len(content))}
        whole |= {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in whole.items():
            connection.putheader(name, value)
        connection.endheaders(content)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


@pytest.mark.parametrize("host", ["[", "[::1", "", "evil.example", "127.0.0.1.evil.example"])
def test_a_host_that_is_not_this_machine_is_forbidden(shared: Served, host: str) -> None:
    """Also one that is no host at all is refused, and is no fault of ours."""
    assert status(shared, "GET", "/", Host=host) == 403


@pytest.mark.parametrize(
    "origin", ["http://[", "null", "https://127.0.0.1", "http://evil.example", "file://"]
)
def test_an_origin_that_is_not_our_page_is_forbidden(shared: Served, origin: str) -> None:
    """A change comes from our own page or not at all."""
    json = "application/json"

    assert status(shared, "POST", PATH, WORDS, Content_Type=json, Origin=origin) == 403


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (WORDS, {"Content_Type": "application/json; charset=nonsense"}),
        (b"no gzip", {"Content_Type": "application/json", "Content_Encoding": "gzip"}),
        (b'{"event": "\\ud800", "text": "hej"}', {"Content_Type": "application/json"}),
        (b'{"event": "a b", "text": "hej"}', {"Content_Type": "application/json"}),
        (b'{"event": "e", "text": "\xff"}', {"Content_Type": "application/json"}),
    ],
    ids=["charset", "packed", "half a character", "a space", "not UTF-8"],
)
def test_what_cannot_be_read_is_malformed(
    shared: Served, content: bytes, headers: dict[str, str]
) -> None:
    """The sender is told so; nothing breaks."""
    assert status(shared, "POST", PATH, content, **headers) == 400


async def test_a_text_with_half_a_character_is_answered(
    client: aiohttp.ClientSession,
) -> None:
    """A lone surrogate is left out, the rest is read."""
    content = f'{{"event": "{uuid.uuid4()}", "text": "tack \\ud800 tack"}}'
    async with client.post(
        "/chat/malin/messages",
        data=content.encode(),
        headers={"Content-Type": "application/json"},
    ) as answer:
        code = answer.status
    heard = await hear(client, "malin", until="tack  tack")

    assert code == 202
    assert heard[-1]["text"] == ["tack  tack"]


async def test_windows_that_close_leave_no_trace(served: Served) -> None:
    """Thirty windows opened and dropped, and messages after: no complaint in the log."""
    async with aiohttp.ClientSession(served.url) as client:
        for _ in range(30):
            stream = await client.get("/chat/elias/stream")
            await stream.content.readline()
            stream.close()
        for _ in range(3):
            await post(client, "elias", body(text="tack"))
        await hear(client, "elias", until="Varsågod")
        # Ends only when every stream has been told to write once more and found nobody there.
        await asyncio.gather(*(hear(client, "elias", until="Varsågod") for _ in range(3)))

    assert served.complaints == ""
