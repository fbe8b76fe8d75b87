"""The list of synonyms: that of the service, and the installation's own beside it."""

from pathlib import Path

import structlog

from knowledge.matching.lexicon import Lexicon, own_lexicon, read

LOG = structlog.get_logger()


class FollowingLexicon:
    """Gives the synonyms as they are now; an edited file is read at the next look.

    Args:
        path: the installation's own list, beside that of the service; None without one.

    Raises:
        OSError, ValueError: the file cannot be read at the start.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._stamp = self._stamp_now()
        self._lexicon = self._read()

    def current(self) -> Lexicon:
        """Return the lexicon; a file that cannot be read leaves the one before in use."""
        stamp = self._stamp_now()
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._lexicon = self._read()
            except (OSError, ValueError) as error:
                LOG.error("synonyms-unread", error=type(error).__name__)
        return self._lexicon

    def _read(self) -> Lexicon:
        if self._path is None:
            return own_lexicon()
        return Lexicon([*read(), *read(self._path)])

    def _stamp_now(self) -> tuple[int, int] | None:
        if self._path is None:
            return None
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size
