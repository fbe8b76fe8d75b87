"""The words for columns, roles, levels and languages that files use, in five languages.

All are written as `folded` leaves them.
"""

import unicodedata
from collections.abc import Mapping

from knowledge.people.model import Level, Role

LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ð": "d", "þ": "th", "ł": "l"})
"""Letters that do not fall into a plain one and a mark."""


def plain(text: str) -> str:
    """Return a text in small letters without accents: å, ä and ö become a, a and o."""
    folded_case = unicodedata.normalize("NFKD", text.casefold()).translate(LETTERS)
    return "".join(one for one in folded_case if not unicodedata.combining(one))


def folded(text: str) -> str:
    """Return a text as words are compared here: plain, with letters and digits alone."""
    return "".join(one for one in plain(text) if one.isalnum())


def _by_word(words: Mapping[str, str]) -> Mapping[str, str]:
    return {word: meaning for meaning, several in words.items() for word in several.split()}


PEOPLE = _by_word(
    {
        "id": (
            "id anstallningsnummer anstallningsnr anstallningsid anstnr personalid anvandarnamn "
            "anvandarid username userid employeeid employeenumber medarbejdernummer "
            "medarbejdernr brugernavn ansattnummer ansattnr brukernavn kayttajatunnus tunnus "
            "henkilonumero"
        ),
        "name": "namn name navn nimi fulltnamn fullname fuldenavn fulltnavn visningsnamn",
        "first_name": "fornamn firstname givenname fornavn etunimi",
        "last_name": "efternamn lastname surname familyname efternavn etternavn sukunimi",
        "email": (
            "epost epostadress mejl mejladress email emailaddress mail mailadress "
            "epostadresse mailadresse sahkoposti sahkopostiosoite"
        ),
        "department": (
            "avdelning enhet department arbetsplats organisation organisationsenhet "
            "organization unit workplace afdeling enhed arbejdsplads avdeling arbeidsplass "
            "osasto yksikko tyopaikka"
        ),
        "role": "roll role rolle rooli",
        "language": "sprak language sprog kieli",
        "place": "plats place rum room sted lokale rom paikka huone",
        "picture": "bild picture photo foto billede bilde kuva",
        "ombud": "ombud digitaltombud digitalombud",
        "also": "aven also helpsalso hjalperaven ogsa myos",
        "most_open": "mostopen flestoppna maxoppna",
        "hours_a_month": "hoursamonth hourspermonth timmarpermanad timmarimanaden",
        "interests": "fragamigom intressen interests askmeabout interesser kiinnostukset",
    }
)
"""The field a heading in a file of people stands for."""

DEPARTMENTS = _by_word(
    {
        "id": "id avdelningsid enhetsid departmentid kod code",
        "name": "namn name navn nimi avdelning enhet department afdeling enhed avdeling osasto",
        "parent": (
            "parent parentid overordnad overordnadenhet overordnadavdelning tillhor overordnet "
            "ylempi ylayksikko"
        ),
        "level": "niva level niveau taso",
        "hours": "hours workinghours arbetstid arbetstider arbejdstid arbeidstid tyoaika",
        "quiet": "quiet quiettime quiethours tysttid stilletid hiljainenaika",
        "language": "sprak language sprog kieli",
        "it_contact": "itcontact itkontakt",
        "service_desk": "servicedesk helpdesk",
    }
)
"""The field a heading in a file of departments stands for."""

LABELS = {
    "email": "e-mail",
    "first_name": "first name",
    "last_name": "last name",
    "most_open": "most open",
    "hours_a_month": "hours a month",
    "it_contact": "IT contact",
    "service_desk": "service desk",
}
"""What a field is called in a fault, where it is not its own name."""

ROLES = {
    word: Role(role)
    for word, role in _by_word(
        {
            "staff": (
                "staff employee medarbetare personal anstalld medarbejder ansat medarbeider "
                "ansatt tyontekija henkilosto"
            ),
            "coach": "coach digitalcoach digicoach valmentaja digivalmentaja",
            "standin": (
                "standin ersattare vikarie stedfortraeder stedfortreder vikar varahenkilo sijainen"
            ),
            "coordinator": "coordinator samordnare koordinator koordinaattori",
            "manager": "manager chef leder esimies esihenkilo",
            "administrator": "administrator yllapitaja paakayttaja jarjestelmanvalvoja",
        }
    ).items()
}

LEVELS = {
    word: Level(level)
    for word, level in _by_word(
        {
            "municipality": "municipality kommun kommune kunta kaupunki",
            "district": "district forvaltning stadsdel forvaltningen bydel toimiala",
            "department": "department avdelning enhet afdeling avdeling osasto",
            "workplace": "workplace arbetsplats arbejdsplads arbeidsplass tyopaikka",
        }
    ).items()
}

LANGUAGES = _by_word(
    {
        "sv": "sv svse svfi svenska swedish svensk ruotsi",
        "en": "en engb enus engelska english engelsk englanti",
        "da": "da dadk danska danish dansk tanska",
        "nb": "nb no nbno nono norska norwegian norsk bokmal norja",
        "fi": "fi fifi finska finnish finsk suomi",
    }
)
"""The code of the language a word stands for."""

YES = frozenset({"ja", "yes", "x", "1", "true", "sant", "kylla"})
NO = frozenset({"nej", "no", "nei", "0", "false", "falskt", "ei"})
