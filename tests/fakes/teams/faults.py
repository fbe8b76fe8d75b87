"""How Teams can fail: what it then answers, and whether it has done it all the same."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One answer that goes wrong.

    Attributes:
        status: what is answered; 0 cuts the line instead.
        code: Teams' own name of the error.
        wait: what stands in Retry-After, or "".
        stored: whether what was asked for is done before it goes wrong.
        hangs: whether no answer ever comes.
        body: what is answered in place of an error, or None.
    """

    status: int = 500
    code: str = ""
    wait: str = ""
    stored: bool = False
    hangs: bool = False
    body: str | None = None


TOO_MANY = Fault(status=429, code="TooManyRequests", wait="3")
PRECONDITION = Fault(status=412, code="PreconditionFailed")
BLOCKED = Fault(status=403, code="MessageWritesBlocked")
NO_CONVERSATION = Fault(status=404, code="ConversationNotFound")
TOO_BIG = Fault(status=413, code="MessageSizeTooBig")
FELL_OVER = Fault(status=502)
DONE_BUT_FELL_OVER = Fault(status=500, stored=True)
CUT = Fault(status=0)
DONE_BUT_CUT = Fault(status=0, stored=True)
HANGS = Fault(hangs=True)
NOT_OUR_TOKEN = Fault(status=401, code="Unauthorized")
