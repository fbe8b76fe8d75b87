"""Requests that nobody should believe, and what never comes from Teams: made up, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.teams.phone import Phone
from tests.fakes.teams.roster import APP_ID, ELSEWHERE, TENANT


def now(one: Phone) -> int:
    """Return what time it is where a phone is, in seconds."""
    return int(one.service.clock.now().timestamp())


TOKENS: Mapping[str, Callable[[Phone], str]] = {
    "none": lambda _one: "",
    "the word alone": lambda _one: "Bearer",
    "the word and nothing": lambda _one: "Bearer ",
    "another way": lambda _one: "Basic YWJjOmRlZg==",
    "in small letters": lambda one: one.header().replace("Bearer", "bearer"),
    "no token": lambda _one: "Bearer x",
    "two parts": lambda one: one.header().rpartition(".")[0],
    "four parts": lambda one: f"{one.header()}.x",
    "letters of another kind": lambda _one: "Bearer å.ä.ö",
    "a header that is no JSON": lambda _one: "Bearer YWJj.YWJj.YWJj",
    "a list for a header": lambda _one: "Bearer W10.W10.W10",
    "not signed": lambda one: one.header("not at all"),
    "signed with a secret": lambda one: one.header("with the client's secret"),
    "the public key as a secret": lambda one: one.header("with the public key as a secret"),
    "a key nobody knows": lambda one: one.header("with a key nobody knows"),
    "another's key under a known name": lambda one: one.header("with another's key under ours"),
    "no name of a key": lambda one: one.header("with a key and no name of it"),
    "cut off": lambda one: one.header("and cut off"),
    "our own login": lambda one: one.header(
        iss="https://login.microsoftonline.com/botframework.com/v2.0"
    ),
    "our own token, reflected": lambda one: one.header(
        iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
        aud="https://api.botframework.com",
        appid=APP_ID,
    ),
    "the emulator": lambda one: one.header(iss="https://sts.windows.net/f8cdef31/"),
    "the issuer with a slash": lambda one: one.header(iss="https://api.botframework.com/"),
    "the issuer over http": lambda one: one.header(iss="http://api.botframework.com"),
    "a government's issuer": lambda one: one.header(iss="https://api.botframework.us"),
    "no issuer": lambda one: one.header(iss=None),
    "for another bot": lambda one: one.header(aud=ELSEWHERE),
    "for two bots": lambda one: one.header(aud=[APP_ID, ELSEWHERE]),
    "for a list of one": lambda one: one.header(aud=[APP_ID]),
    "for nobody": lambda one: one.header(aud=None),
    "for an empty name": lambda one: one.header(aud=""),
    "over": lambda one: one.header(exp=now(one) - 301),
    "not yet": lambda one: one.header(nbf=now(one) + 301),
    "without end": lambda one: one.header(exp=None),
    "without beginning": lambda one: one.header(nbf=None),
    "an end in words": lambda one: one.header(exp="tomorrow"),
    "an end beyond time": lambda one: one.header(exp=10**18),
    "an end that is yes": lambda one: one.header(exp=True),
    "over before it begins": lambda one: one.header(nbf=now(one) + 60, exp=now(one) + 30),
}
"""Tokens that nobody should believe: 401."""

TRUSTED = "https://smba.trafficmanager.net/emea/"
ADDRESSES = (
    "https://smba.trafficmanager.net.evil.example/emea/",
    "https://evil.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://user:word@smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net./emea/",
    "https://smba.trafficmanager.net:8443/emea/",
    "https://smba.trafficmanager.net:443@evil.example/",
    "http://smba.trafficmanager.net/emea/",
    "https://SMBA.trafficmanager.net/emea/",
    "https://smb\u0430.trafficmanager.net/emea/",
    "https://xn--smb-7cd.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net/emea/?x=1",
    "https://smba.trafficmanager.net/emea/#x",
    "https://smba.trafficmanager.net/../evil/",
    "https://smba.trafficmanager.net\\@evil.example/",
    "https://smba.trafficmanager.net%2eevil.example/",
    "https://smba.trafficmanager.net\n.evil.example/",
    "https://smba%2etrafficmanager.net/",
    "//smba.trafficmanager.net/emea/",
    "smba.trafficmanager.net/emea/",
    "https:smba.trafficmanager.net",
    "ftp://smba.trafficmanager.net/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://127.0.0.1/emea/",
    "https://[::1]/emea/",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/emea/",
    "https://0x7f000001/",
    "https://",
)
"""Addresses that a bot's token must never be sent to (reliability S4): 403, though signed."""

Changes = dict[str, Any]
ELSEWHERES: Mapping[str, Changes] = {
    "another organisation": {"channelData": {"tenant": {"id": ELSEWHERE}}},
    "no organisation": {"channelData": {}},
    "nothing told beside": {"channelData": None},
    "an organisation that is a list": {"channelData": {"tenant": [TENANT]}},
    "an organisation in capitals": {"channelData": {"tenant": {"id": TENANT.upper() + " "}}},
    "another in the conversation": {
        "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": ELSEWHERE}
    },
    "none in the conversation": {"conversation": {"id": "a:1", "conversationType": "personal"}},
    "another channel": {"channelId": "webchat"},
    "the emulator's channel": {"channelId": "emulator"},
    "no channel": {"channelId": None},
    "a guest": {"from": {"id": "29:x", "aadObjectId": "x", "userRole": "guest"}},
    "nobody in particular": {"from": {"id": "29:x", "aadObjectId": "x", "userRole": "anonymous"}},
}
"""Signed rightly, but from where nobody of ours is: 403."""

BROKEN: Mapping[str, Changes] = {
    "no sender": {"from": None},
    "a sender that is a name": {"from": "elias"},
    "a sender without id": {"from": {"name": "Elias"}},
    "an id that is a number": {"from": {"id": 7}},
    "no conversation": {"conversation": None},
    "a conversation without id": {"conversation": {"tenantId": TENANT}},
    "an empty conversation": {"conversation": {"id": "", "tenantId": TENANT}},
    "an unknown kind of conversation": {
        "conversation": {"id": "a:1", "conversationType": "meeting-room", "tenantId": TENANT}
    },
    "no recipient": {"recipient": None},
    "no kind": {"type": None},
    "a kind that is a list": {"type": ["message"]},
    "an endless id": {"id": "x" * 600},
    "a text that is a number": {"text": 7},
    "a text that is a list": {"text": ["hej"]},
    "an invoke without value": {"type": "invoke", "name": "adaptiveCard/action"},
    "an invoke with a list": {"type": "invoke", "name": "adaptiveCard/action", "value": []},
    "a name that is a number": {"name": 7},
    "no service address": {"serviceUrl": None},
    "a language that is a list": {"locale": ["sv"]},
}
"""What Teams never sends: 400."""

BODIES: Mapping[str, bytes] = {
    "nothing": b"",
    "no JSON": b"hej",
    "half of it": b'{"type": "message", ',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "NaN": b'{"type": NaN}',
    "not UTF-8": b'{"type": "\xff"}',
    "a hundred lists deep": b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}",
    "ten thousand lists deep": b"[" * 10_000 + b"]" * 10_000,
}
