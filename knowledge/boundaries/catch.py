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
    \bbr[aei]n+d?er\b(?! for) | \bbrann\b | \bbrinna\b | \bbrand\b(?! new) | \bbrandlarm\w* (gar|ljuder|tjuter|piper|har)
    | \beld(en)? (i|pa|sprider)\b
    | \btulipalo | \bpalaa\b | \bon fire\b | \b(is|a|there's) fire\b | \bfire (in|at|on)\b | \bgasl[au]\w* | \bgas ?leak | \bluktar gas
    | \bhj[aert]{1,4}t?[aeo]?s?to?p+ | \bhjartats?opp | \bhjertestans | \bsydanpysah | \bsydankohtau | \bhjartinfarkt | \bhjerteinfarkt | \bcardiac arrest | \bheart attack | \bstroke\b | \bslagtilf
    | \bandas (inte|knappt|daligt) | \bandad?es? (ikke|naeppe) | \bpuster ikke\b | \btra+k+er ikke vejret | \bei hengita | \b(not|hardly|stopped|can'?t|cannot) breath
    | \b(inte|ingen|ikke) luft\b | \bi halsen\b.*(barn|brukare|boende) | \b(barn|brukare|boende)\w*.*\bi halsen\b | \bkvav
    | \bmedvetslos | \bbevidstlos | \bbevisstlos | \btajuton | \bunconscious | \bsvimmat | \bavsvimmad | \bbesvimet | \bcollapsed
    | \bligger pa golvet.*(svarar inte|ror sig inte) | \bsvarar inte.*ligger pa golvet
    | \b112\b | \b911\b | \bring(e)? 11[0-9]\b | \bambulan | \bbomb ?hot | \bbomb threat | \bskjuter\b | \bskjuten\b | \bshooting\b
    | \b(har|med) (en |ett )?(kniv|vapen|pistol)\b | \bhas a (knife|gun) | \bveitsi\b | \baseella\b
    | \b(hotar|slar|attackerar) (mig|oss|personalen|en kollega|att)\b | \b(blir|ar|blev) hotad | \btruer (mig|os|meg|oss)\b
    | \bthreaten(s|ing|ed) (me|us|to) | \buhka(a|si|ile)
    | \bis attacking | \bbloder\b | \bbleeding\b | \bblor\b | \bkvaver(s)?\b | \bdrunkn\w*\b(?! i )
"""

CRISIS = r"""
    \b(orkar|vill|vil) (inte|ikke|bara inte) (leva|leve|mer leva|langre leva|vara med langre) | \binte (leva|finnas|vara med) (langre|mer)\b
    | \binte vill (leva|finnas|vara med) | \borkar inte (mer|langre)\W*$ | \bvill (bara )?forsvinna\b | \bvill (bara )?do\b(?! the| it| this| a )
    | \bta (mitt|sitt) (eget )?liv\b | \btar livet av\b | \bta livet av (mig|sig)\b | \bsjalvmord
    | \b(var|vore) dod\b | \bskar mig\b | \bskada[dt]? mig sjalv | \bingen utvag | \btagit sitt liv | \b(orker|orkar) ikke (at )?leve
    | \blyst til a[t]? do\b | \bmit eget liv | \btapan itseni | \ben halua (enaa )?elaa | \bselvmord | \bvil (bare )?do\b | \btage mit liv | \borker ikke mer(e)?\W*$
    | \bta livet mitt | \bitsemurha | \ben jaksa (elaa|enaa) | \ben halua elaa | \btappaa itseni | \bhaluan kuolla
    | \bkill myself | \bsuicid | \b(want to|wanna) die | \b(don'?t|do not) want to live | \b(hurt|harm|cut) myself | \bend my life | \bskulle vilja do\b | \bcan'?t go on\b
"""

INCIDENT = r"""
    \b(klickade|klickat|tryckte|tryckt|rakade (klicka|trycka|oppna)|rakat (klicka|trycka|oppna)) (pa )?(en |den |ett )?(\w+ )?(lank|lanken|bluff|bilaga)\w*\b(?! (till|i) (motet|kalendern|inbjudan))
    | \b(skrev|skrivit|angav|gav|gett|lamnade|lamnat|uppgav) .*\b(mitt|mina) (losenord|kod|bankid)
    | \b(blivit|har blivit|ar|blev) hacka | \bhackat mitt | \b(har|fatt|fick) (ett )?virus\b
    | \bransomware | \bfiler(na)? ar (krypterade|lasta av)
    | \b(skickade|skickat|skicka|mejlade|mejlat|mejla)\b.*\b(fel person|fel mottagare|fel adress|fel mejl) | \bmejlet (gick|kom|skickades) till fel
    | \b(borttappad|tappat|tappade|stulen|stal|stulit)\b.*(dator|telefon|mobil|usb-minne|surfplatta|siths|kort\b)
    | (dator|telefon|mobil|surfplatta|platta|usb)\w*.*\b(stulen|stulit|borttappad|ar borta)\b
    | \b(laptop|phone|computer|tablet) (was|is|has been|got) (stolen|lost) | \bstjalet\b | \bstjålet\b
    | \bklikke(de|t) pa (et |et )?link | \bklikket pa (en )?lenk | \bsendt(e)? .*(forkert|feil) (person|modtager|mottaker)
    | \b(mistet|tabt|stjalet) .*(telefon|computer|pc) | \b(jeg er|blevet|blitt) hacket
    | \bclicked (on )?(a |the )?(\w+ )?link\b(?! to the meeting) | \b(gave|entered|typed) (away |out |in )?my password | \btrykke(t|de) pa (en |et )?(lenk|link) | \b(been|is|was|got) hacked
    | \bsent .* to the wrong (person|recipient|address) | \b(lost|stolen) .*(laptop|phone)
    | \bklikkasin .*linkk | \bvaaralle henkilolle | \bkatosi\b | \bvarastet | \bhakkeroi
"""

SURVEILLANCE = r"""
    \bvem (har )?(fragat|fragade|fragar mest|staller flest)\b | \bvilka (har )?(fragat|fragar)\b
    | \b(vem|vilka|vilken) .*\b(ar )?(samst|svagast|daligast|sams?t pa)\b
    | \bstatistik per (medarbetar|person\b|anstall)
    | \b(lista|rangordna|ranka) (\w+ ){0,2}(medarbetar|personal|kollegor|anstall)
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
    # A letter held down is one letter too many: "brinnner" is "brinner".
    return " ".join(re.sub(r"(.)\1{2,}", r"\1\1", bare).split())


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
