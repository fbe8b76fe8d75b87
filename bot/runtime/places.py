"""Reads the places to turn to from the installation's own file, or the sample ones."""

from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from knowledge.places.model import Places, places_in

SAMPLE = Path(__file__).parent / "sample_places.yaml"


class UnfitPlaces(Exception):
    """The file of places cannot be used; the message is one line."""


def read(path: Path | None) -> Places:
    """Read places; without a file there are none, and tips say what they say themselves.

    Raises:
        UnfitPlaces: the file is not there, or something in it is wrong; the message says what.
    """
    if path is None:
        return {}
    try:
        rows = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return places_in(rows or [])
    except OSError as error:
        raise UnfitPlaces(f"COACH_PLACES_FILE={path} cannot be read ({error.strerror})") from error
    except (YAMLError, TypeError, AttributeError) as error:
        raise UnfitPlaces(f"COACH_PLACES_FILE={path}: expected a list of places in YAML") from error
    except ValueError as error:
        raise UnfitPlaces(f"COACH_PLACES_FILE={path}: {error}") from error
