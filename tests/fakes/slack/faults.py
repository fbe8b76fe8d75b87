"""How Slack can fail: what it then answers, and whether it has done it all the same."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One answer that goes wrong.

    Attributes:
        error: Slack's own name of the error.
        status: of HTTP; 0 cuts the line instead.
        wait: what stands in Retry-After, or "".
        stored: whether what was asked for is done before it goes wrong.
        body: what is answered in place of JSON, or None.
    """

    error: str = ""
    status: int = 200
    wait: str = ""
    stored: bool = False
    body: str | None = None


TOO_MANY = Fault(error="ratelimited", status=429, wait="7")
FELL_OVER = Fault(error="fatal_error")
DONE_BUT_FELL_OVER = Fault(error="fatal_error", stored=True)
BAD_GATEWAY = Fault(status=502, body="<html>Bad gateway</html>")
CUT = Fault(status=0)
DONE_BUT_CUT = Fault(status=0, stored=True)
ARCHIVED = Fault(error="is_archived")
INACTIVE = Fault(error="account_inactive")
NO_CHANNEL = Fault(error="channel_not_found")
TOO_LONG = Fault(error="msg_too_long")
REVOKED = Fault(error="token_revoked")
NOT_OURS = Fault(error="invalid_auth")
EXPIRED_TRIGGER = Fault(error="expired_trigger_id")
