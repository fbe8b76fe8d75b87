"""What the linter holds the library to: limits, topics, owners and words, all as data."""

from collections.abc import Mapping

LANGUAGES = ("sv", "en", "da", "nb", "fi")

MOST_WORDS = 90
"""In answer, steps and check together."""

MOST_ANSWER_WORDS = 25
FEWEST_STEPS = 3
MOST_STEPS = 6
MOST_STEP_WORDS = 12
MOST_EASY_WORDS = 8
"""In a sentence of easy language."""

FEWEST_PHRASINGS = 4

LEAST_TIPS = {"sv": 160, "en": 60, "da": 30, "nb": 30, "fi": 30}
LEAST_EASY = 60
LEAST_HABITS = 0.10
"""Of the Swedish tips."""

LEAST_BRIDGES = 20
LEAST_IN_NON_TECHNICAL = 3
LEAST_GLOSSARY = 80
MOST_PLAIN_WORDS = 35
MOST_TECH_WORDS = 25
EXPLAINED_IN = ("sv", "en")
"""The languages in which the glossary explains its words."""

NON_TECHNICAL = frozenset(
    {"agilt", "larande_ledarskap", "paketering", "process", "projekt", "tjanstedesign"}
)
TOPICS = NON_TECHNICAL | {
    "ai", "dator", "distans", "etjanster", "filer", "gront", "info_sekretess", "inloggning",
    "konferensrum", "mobil", "office", "outlook", "sakerhet", "teams_chatt", "teams_moten",
    "tillganglighet", "utskrift",
}  # fmt: skip
OWNERS = frozenset(
    {
        "coachgruppen", "dataskydd", "digitalisering", "hr", "informationssakerhet", "it",
        "kommunikation", "lokala_systemagare", "registrator", "servicedesk", "vaktmasteri",
    }
)  # fmt: skip

NEEDS_CARE = frozenset({"ai"})
"""Topics whose every tip says when to be careful."""

CAREFUL: Mapping[str, str] = {
    "sv": "Var försiktig när",
    "en": "Be careful when",
    "da": "Vær forsigtig når",
    "nb": "Vær forsiktig når",
    "fi": "Ole varovainen, kun",
}

FORBIDDEN: Mapping[str, tuple[str, ...]] = {
    "sv": (
        "användare", "användaren", "användarfel", "användarna", "bara", "digitalt svag", "du borde",
        "enkel", "enkelt", "fel av dig", "glömde du", "helt enkelt", "klicka", "klickar", "lätt",
        "nybörjare", "självklart", "slutanvändare", "som sagt", "tyvärr", "utanförskap", "ålder",
    ),
    "en": (
        "click", "click here", "clicking", "easily", "easy", "just", "merely", "obviously",
        "of course", "simple", "simply", "unfortunately", "user", "users",
    ),
    "da": (
        "bare", "brugeren", "brugere", "brugerne", "desværre", "en bruger", "klik her", "let",
        "nemt", "selvfølgelig", "undskyld",
    ),
    "nb": (
        "bare", "brukere", "brukeren", "brukerne", "dessverre", "en bruker", "enkelt", "klikk her",
        "lett", "selvfølgelig",
    ),
    "fi": (
        "helposti", "helppo", "klikkaa tästä", "käyttäjä", "käyttäjiä", "käyttäjän", "käyttäjät",
        "tietenkin", "vain", "valitettavasti",
    ),
}  # fmt: skip
"""Never said, but for menu names in *italics*; people who ask may say what they like."""

DETOURS: Mapping[str, tuple[str, ...]] = {
    "sv": ("för att", "följ dessa", "gör så här", "hej", "tack för", "välkommen"),
    "en": ("follow these", "hello", "hi", "thank you", "to do this", "welcome"),
    "da": ("for at", "følg disse", "gør sådan her", "hej", "tak for", "velkommen"),
    "nb": ("for å", "følg disse", "gjør slik", "hei", "takk for", "velkommen"),
    "fi": ("hei", "jotta", "kiitos", "seuraa näitä", "tervetuloa"),
}
"""No answer begins so: the answer itself comes first."""
