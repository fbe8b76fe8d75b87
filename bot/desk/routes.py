"""Every route of the desk, each with the rule of who may use it."""

from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.desk.guard import SIGN_IN, SIGN_IN_BEGIN, SIGN_IN_RETURN, Page, guarded
from bot.desk.pages import (
    audit,
    changes,
    departments,
    disturbances,
    figures,
    gaps,
    handovers,
    history,
    monday,
    preview,
    provider,
    review,
    signing_in,
    tip,
    tips,
    trying,
)
from bot.desk.rules import Rule
from bot.desk.visit import Desk

HERE = Path(__file__).parent
TIP = "/desk/tips/{id:[a-z0-9-]{1,80}}/{language:[a-z]{2}}"


@dataclass(frozen=True, slots=True)
class Route:
    """A route: who may use it, and what answers."""

    method: str
    path: str
    rule: Rule
    page: Page


ROUTES = (
    Route("GET", SIGN_IN, Rule.PUBLIC, signing_in.show),
    Route("POST", SIGN_IN, Rule.PUBLIC, signing_in.pick),
    Route("POST", SIGN_IN_BEGIN, Rule.PUBLIC, provider.begin),
    Route("GET", SIGN_IN_RETURN, Rule.PUBLIC, provider.come_back),
    Route("POST", "/desk/sign-out", Rule.HELPERS, signing_in.leave),
    Route("POST", "/desk/sign-out-everywhere", Rule.HELPERS, signing_in.leave_everywhere),
    Route("GET", "/desk/", Rule.HELPERS, monday.show),
    Route("GET", "/desk/tips", Rule.HELPERS, tips.show),
    Route("GET", "/desk/tips/new", Rule.HELPERS, tip.new),
    Route("POST", "/desk/tips/new", Rule.HELPERS, tip.begin),
    Route("POST", "/desk/tips/preview", Rule.HELPERS, preview.show),
    Route("POST", "/desk/tips/ways", Rule.HELPERS, trying.ways),
    Route("GET", TIP, Rule.HELPERS, tip.show),
    Route("POST", TIP, Rule.HELPERS, tip.save),
    Route("POST", f"{TIP}/translate", Rule.HELPERS, tip.translate),
    Route("POST", f"{TIP}/decide", Rule.COORDINATORS, tip.decide),
    Route("POST", f"{TIP}/comment", Rule.HELPERS, tip.comment),
    Route("GET", f"{TIP}/history", Rule.HELPERS, history.show),
    Route("POST", f"{TIP}/restore", Rule.HELPERS, history.restore),
    Route("GET", f"{TIP}/changes", Rule.HELPERS, changes.show),
    Route("GET", "/desk/try", Rule.HELPERS, trying.show),
    Route("GET", "/desk/review", Rule.HELPERS, review.show),
    Route("POST", "/desk/review", Rule.COORDINATORS, review.decide),
    Route("GET", "/desk/gaps", Rule.COORDINATORS, gaps.show),
    Route("POST", "/desk/gaps", Rule.COORDINATORS, gaps.decide),
    Route("GET", figures.HERE, Rule.COORDINATORS, figures.show),
    Route("GET", f"{figures.HERE}.csv", Rule.COORDINATORS, figures.export),
    Route("GET", "/desk/departments", Rule.COORDINATORS, departments.show),
    Route("GET", "/desk/handovers", Rule.COORDINATORS, handovers.show),
    Route("POST", "/desk/handovers", Rule.COORDINATORS, handovers.take_over),
    Route("GET", disturbances.HERE, Rule.COORDINATORS, disturbances.show),
    Route("POST", disturbances.HERE, Rule.COORDINATORS, disturbances.begin),
    Route("POST", f"{disturbances.HERE}/end", Rule.COORDINATORS, disturbances.end),
    Route("GET", "/desk/audit", Rule.COORDINATORS, audit.show),
    Route("GET", "/desk/audit.csv", Rule.COORDINATORS, audit.export),
)


def routes(desk: Desk) -> list[web.AbstractRouteDef]:
    """Return the routes, each behind the guard."""
    return [
        *(web.route(one.method, one.path, guarded(one.page, one.rule, desk)) for one in ROUTES),
        web.static("/desk/static", HERE / "static"),
    ]
