"""Guesses which of the five languages a short text is in, from its small words and letters."""

from knowledge.matching.words import normal

TELLING = {
    "sv": """
        och är inte jag det att på som för med till från hur kan får vad när var något någon
        nån ska vill min mitt har de dom ett en också skulle mig då nu här där vart vilken
        blir hej tack göra gör kollega mötet dator datorn skärm lösenord
    """,
    "da": """
        og er ikke jeg det at på som for med til fra hvordan kan får hvad når hvor noget
        nogen skal vil min mit har de et en også skulle mig nu her der hvilken bliver hej tak
        gøre gør af efter meget kun hvorfor mødet skærm adgangskode finde ud
    """,
    "nb": """
        og er ikke jeg det at på som for med til fra hvordan kan får hva når hvor noe noen
        skal vil min mitt har de et en også skulle meg nå her der hvilken blir hei takk gjøre
        gjør av etter mye bare hvorfor møtet skjerm passord ikkje eg korleis
    """,
    "fi": """
        ja on ei en minä mä se että miten voi voin missä mikä mitä kun tämä tää mun minun
        kuinka saan saa olla ovat onko pitää haluan moi kiitos jos niin mutta vain kaikki
        joka siitä tähän mistä mihin kuka jonka työ kokous näyttö salasana
    """,
    "en": """
        and is not i the to on that for with from how can do what when where something
        someone should want my have they a an also would me now here there which hello thanks
        it of in does why get be are this your meeting screen password don t
    """,
}
"""Small words, and a few of the trade, each worth one."""

LETTERS = {"sv": "äö", "fi": "äö", "da": "æø", "nb": "æø"}
DOUBLED = ("aa", "ii", "uu", "ää", "yy", "öö", "ee", "kk", "ssa", "sta", "lla")
"""What Finnish words are full of."""

WORDS = {language: frozenset(words.split()) for language, words in TELLING.items()}


def guessed(text: str, *, otherwise: str = "sv") -> str:
    """Return the language a text most probably is in, as two letters.

    Args:
        text: any text.
        otherwise: what to say when nothing tells.
    """
    words = normal(text).split()
    points = {
        language: float(sum(word in own for word in words)) for language, own in WORDS.items()
    }
    whole = "".join(words)
    for language, letters in LETTERS.items():
        points[language] += 0.75 * any(letter in whole for letter in letters)
    if "å" in whole:
        for language in ("sv", "da", "nb"):
            points[language] += 0.75
    points["fi"] += 0.2 * sum(whole.count(pair) for pair in DOUBLED) if "å" not in whole else 0.0
    best = max(points.values())
    if best == 0 or points[otherwise] == best:
        return otherwise
    return max(points, key=lambda language: points[language])
