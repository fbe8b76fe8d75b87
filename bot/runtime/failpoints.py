"""Named points where a test can make the process die, as kill -9 would."""

import os
from collections.abc import Callable

NAMES = (
    "message-stored",
    "message-taken",
    "reply-written",
    "reply-committed",
    "letter-claimed",
    "letter-sent",
)
"""In the order a message passes them; docs/reference/failpoints.md says where each is."""

OF_POSTS = ("post-frozen", "post-part-made")
"""In the order a post to many people passes them."""

KILLED = 137
"""The exit status of a process killed by signal 9."""


class UnknownFailpoint(ValueError):
    """There is no such point."""


def failing_at(name: str) -> Callable[[str], None]:
    """Return a function to be called at every point; it ends the process at this one.

    Raises:
        UnknownFailpoint: the name is none of NAMES and OF_POSTS.
    """
    known = (*NAMES, *OF_POSTS)
    if name and name not in known:
        message = f"COACH_FAILPOINT={name!r} is none of {', '.join(known)}"
        raise UnknownFailpoint(message)

    def pause(here: str) -> None:
        if here == name:
            os._exit(KILLED)

    return pause
