"""Catches what no tip may answer: somebody in danger, an incident, spying, other people's matters.

Patterns are stems in five languages, matched on folded text (small letters, å ä ö ø æ as a o ae),
so that a missing dot or a capital makes no difference. The order is that of danger: the first
boundary that speaks wins. A false alarm costs a line; a miss on the first two may cost a life.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Route(StrEnum):
    """What kind of boundary it is, and so whose matter."""

    EMERGENCY = "emergency"
    CRISIS = "crisis"
    INCIDENT = "incident"
    SURVEILLANCE = "surveillance"
    HR_PAY = "hr_pay"
    CITIZEN_CASE = "citizen_case"


@dataclass(frozen=True, slots=True)
class Boundary:
    """The verdict that a question is not one for the library."""

    route: Route


EMERGENCY = r"""
    \bdet (brinner|brann)\b | \bbrand(en)? (i|pa) | \beld(en)? (i|pa) | \bdet brinder | \bdet brenner\b
    | \bbrand i | \btulipalo | \bpalaa (taalla|talossa) | \bthere('?s| is) a fire | \bon fire\b
    | \bhjartstopp | \bhjertestop | \bhjertestans | \bsydanpysah | \bcardiac arrest | \bheart attack
    | \bandas inte\b | \bandad?es? ikke\b | \bpuster ikke\b | \bei hengita | \bnot breathing
    | \bmedvetslos | \bbevidstlos | \bbevisstlos | \btajuton | \bunconscious | \bavsvimmad
    | \bring(a)? (112|ambulans) | \bambulans nu | \bcall (112|an ambulance)
    | \bhar (en )?kniv\b | \bmed kniv\b | \bhas a (knife|gun) | \bveitsi kadessa
    | \b(hotar|slar|attackerar) (mig|oss|personalen|en kollega)\b | \btruer (mig|os|meg|oss)\b
    | \bis attacking | \bbloder (mycket|kraftigt) | \bkvaver(s)?\b | \bdrunkn
"""

CRISIS = r"""
    \b(orkar|vill) inte (leva|mer leva|langre leva) | \binte (leva|finnas) (langre|mer)\b
    | \bta (mitt|sitt) (eget )?liv\b | \btar livet av\b | \bta livet av (mig|sig)\b | \bsjalvmord
    | \bskada mig sjalv | \bselvmord | \bvil ikke leve | \bvil ikke leve lenger | \btage mit liv
    | \bta livet mitt | \bitsemurha | \ben jaksa elaa | \ben halua elaa | \btappaa itseni
    | \bkill myself | \bsuicid | \bwant to die | \bend my life | \bvill do\b | \bskulle vilja do\b
"""

INCIDENT = r"""
    \b(klickade|klickat|tryckte|tryckt) pa (en |den )?(\w+ )?(lank|lanken|bluff)
    | \b(skrev|angav|gav|lamnade|uppgav) (ut )?(mitt|mina|lo?senord)\w*.*\b(losenord|kod|bankid)
    | \b(blivit|har blivit|ar|blev) hackad | \bhackat mitt | \b(har|fatt|fick) (ett )?virus
    | \bransomware | \bfilerna ar (krypterade|lasta av)
    | \b(skickade|skickat|mejlade|mejlat)\b.*\b(fel person|fel mottagare|fel adress|fel mejl)
    | \b(borttappad|tappat|tappade|stulen|stal|stulit)\b.*\b(dator|telefon|mobil|usb|surfplatta|siths|kort)
    | \bklikke(de|t) pa (et |et )?link | \bklikket pa (en )?lenk | \bsendt(e)? .*(forkert|feil) (person|modtager|mottaker)
    | \b(mistet|tabt|stjalet) .*(telefon|computer|pc) | \b(jeg er|blevet|blitt) hacket
    | \bclicked (on )?(a |the )?(\w+ )?link | \bgave (away |out )?my password | \bbeen hacked
    | \bsent .* to the wrong (person|recipient|address) | \b(lost|stolen) .*(laptop|phone)
    | \bklikkasin .*linkk | \bvaaralle henkilolle | \bkatosi .*(puhelin|kone) | \bhakkeroi
"""

SURVEILLANCE = r"""
    \bvem (har )?(fragat|fragade|fragar mest|staller|skrev)\b | \bvilka (har )?(fragat|fragar)\b
    | \b(vem|vilka|vilken) .*\b(ar )?(samst|svagast|daligast|sams?t pa)\b
    | \b(lista|rangordna|ranka|statistik) .*\b(medarbetar|personal|kollegor|anstall|person)
    | \bse (vad|vilka fragor) .*(medarbetar|personal|kollega|kollegor|anstall)\w* .*(frag|skriv|skrev)
    | \blas(a)? (\w+ )?(kollegas|medarbetares|anstalldas) (mejl|chatt)
    | \b(hvem|hvilke) .*(spurgt|spurt|darligst|dariligst|svakest) | \bkuka (on )?kysy | \bkuka .*huonoin
    | \bwho (has )?asked | \bwho is (the )?(worst|weakest) | \brank (my|the) (staff|employees|team)
    | \bread my (employee|colleague)\S* (mail|chat)
"""

HR_PAY = r"""
    \b(min|mina|mitt) (lon|loner|lonespec\w*|lonebesked|ob|overtid|semesterdagar|anstallning\w*|anstallningsbevis)\b
    | \b(fel|for lite|utebliven) (pa )?lon(en)?\b | \bfatt (fel|for lite) lon
    | \b(min chef|kollega\w*) (mobbar|trakasserar|krank) | \bmobbad\b | \btrakasser | \bsexuellt ofreda
    | \bsaga upp mig | \buppsagd\b | \bmin lon\b | \bminn? lonn\b | \bfeil lonn | \bforkert lon\b
    | \bpalkka(ni)?\b.*(vaarin|puuttuu) | \bmy (salary|pay ?slip|wages|vacation days)\b | \bharass(ed|ment|ing)
"""

CITIZEN_CASE = r"""
    \b(min|mitt) (bygglov|forsorjningsstod|ansokan om forskola|parkeringsbot|avfallsavgift)\b
    | \bsom (invanare|medborgare)\b | \b(soptunna|sophamtning)\w* (hos mig|hemma)
    | \bmin byggetilladelse | \bmin byggesoknad | \bmy (building permit|parking ticket|bin collection)
    | \brakennuslupani\b
"""


def _compiled(pattern: str) -> re.Pattern[str]:
    # Verbose mode drops spaces, so those that are meant are written as themselves and kept here.
    lines = [line.strip() for line in pattern.strip().splitlines()]
    joined = " ".join(lines).replace(" | ", "|").removeprefix("|")
    # A bounded gap keeps the search linear in the length of the text.
    return re.compile(joined.replace(".*", ".{0,120}"))


PATTERNS = (
    (Route.EMERGENCY, _compiled(EMERGENCY)),
    (Route.CRISIS, _compiled(CRISIS)),
    (Route.INCIDENT, _compiled(INCIDENT)),
    (Route.SURVEILLANCE, _compiled(SURVEILLANCE)),
    (Route.HR_PAY, _compiled(HR_PAY)),
    (Route.CITIZEN_CASE, _compiled(CITIZEN_CASE)),
)

ABOUT = re.compile(
    r"^(hur|hvordan|miten|how) (vet|kanner|undvik|skydd|anmal|vet man|do i (know|avoid|spot|report))"
)
"""A question about a danger is not the danger: 'hur anmäler jag …' is for the library."""


def folded(text: str) -> str:
    """Return the text in small letters without accents, runs of white space as one space."""
    plain = text.casefold().replace("ø", "o").replace("æ", "a")
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", plain)
        if not unicodedata.combining(letter)
    )
    return " ".join(bare.split())


def caught(text: str) -> Boundary | None:
    """Return the boundary a text runs into, or None.

    Args:
        text: a cleaned text of at most `knowledge.boundaries.texts.LONGEST` characters.
    """
    said = folded(text)
    for route, pattern in PATTERNS:
        if route is Route.INCIDENT and ABOUT.search(said):
            continue
        if pattern.search(said):
            return Boundary(route)
    return None


def endangers(text: str) -> Boundary | None:
    """Return emergency or crisis, the two that are caught even in the middle of a dialogue."""
    boundary = caught(text)
    if boundary and boundary.route in {Route.EMERGENCY, Route.CRISIS}:
        return boundary
    return None
