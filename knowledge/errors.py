"""The base of every error a person may be told about."""


class Explained(Exception):
    """Something a person asked for could not be done, and the catalogue can say why."""

    key = "error.unexplained"

    def __init__(self, **details: str | int) -> None:
        self.details = details
        super().__init__(f"{self.key} {sorted(details)}")


class Missing(Explained):
    """There is no such thing, or it is not for whoever asks: the two are never told apart."""

    key = "error.missing"
