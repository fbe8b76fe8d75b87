"""Where one goes after signing in: to the page one came for, and nowhere outside the desk."""

import re

HOME = "/desk/"
LONGEST = 1000
"""Characters of an address; a longer one is none of ours."""

INSIDE = re.compile(r"/desk/(?!sign-)[A-Za-z0-9_./-]*(\?[\x21-\x7e]*)?")
OUT_AGAIN = re.compile(r"//|\.\.|/\.(?:/|$)")
"""Parts of a path by which a browser leaves the folder it is in."""


def inside(wanted: str) -> str:
    r"""Return the address of a page of the desk as it is; the first page for anything else.

    Only plain letters stand in the path, so nothing that a browser reads differently (`%2e`, a
    backslash, a tab) can lead elsewhere. Signing in and out is no place to come to.
    """
    path = wanted.partition("?")[0]
    fits = INSIDE.fullmatch(wanted) and not OUT_AGAIN.search(path) and "\\" not in wanted
    return wanted if fits and len(wanted) <= LONGEST else HOME
