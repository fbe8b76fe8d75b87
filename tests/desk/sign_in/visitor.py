"""A browser as a program: cookies, our own forms, and redirects followed one at a time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http.cookies import Morsel

import aiohttp
from yarl import URL

HOME = "https://coach.example"
HOST = "coach.example"
SESSION, ATTEMPT = "__Host-desk", "__Host-desk-sign-in"
REDIRECTS = (301, 302, 303, 307)


@dataclass(frozen=True, kw_only=True)
class Page:
    """What came back.

    Attributes:
        location: where it leads on its own: by redirect, or by going on after a page.
        cookies: what it put into the browser.
    """

    status: int
    text: str
    location: str
    headers: Mapping[str, str]
    cookies: Mapping[str, Morsel[str]]

    @property
    def heading(self) -> str:
        """What the page says first."""
        found = re.search(r"<h1>(.*?)</h1>", self.text, re.DOTALL)
        return unescape(found[1].strip()) if found else ""


@dataclass(kw_only=True)
class Visitor:
    """One browser.

    Attributes:
        client: asks for it.
        desk: where the desk really answers, behind its address of coach.example.
        cookies: what the browser keeps for the desk.
    """

    client: aiohttp.ClientSession
    desk: URL
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **headers: str) -> Page:
        """Open a page of the desk; a redirect is not followed."""
        return await self._ask("GET", path, None, headers)

    async def post(self, path: str, form: Mapping[str, str], **headers: str) -> Page:
        """Send a form as our own pages do; headers may say otherwise, and "" leaves one out."""
        own = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._ask("POST", path, form, {**own, **given})

    async def sent_away(self, onward: str = "/desk/") -> str:
        """Press the button of the sign-in page; return the provider's address."""
        page = await self.post("/desk/sign-in/begin", {"next": onward})
        assert page.status == 200, page.text
        return page.location

    async def sent_back(self, address: str) -> str:
        """Sign in at the provider; return the path one comes back with."""
        async with self.client.get(address, allow_redirects=False) as answer:
            location = answer.headers["Location"]
        assert location.startswith(f"{HOME}/desk/sign-in/return?")
        return location.removeprefix(HOME)

    async def signs_in(self, onward: str = "/desk/") -> Page:
        """Go to the provider and come back; return what the desk says then."""
        return await self.get(await self.sent_back(await self.sent_away(onward)))

    async def csrf(self) -> str:
        """Return what the forms of the visitor's pages carry."""
        page = await self.get("/desk/")
        found = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert found, page.text
        return found[1]

    async def _ask(
        self, method: str, path: str, form: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> Page:
        sent = {"Host": HOST, **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        async with self.client.request(
            method,
            URL(f"{self.desk.origin()}{path}", encoded=True),
            data=form,
            headers={name: value for name, value in sent.items() if value},
            allow_redirects=False,
        ) as answer:
            for name, morsel in answer.cookies.items():
                self._keep(name, morsel)
            refresh = answer.headers.get("Refresh", "").partition("url=")[2]
            return Page(
                status=answer.status,
                text=await answer.text(),
                location=answer.headers.get("Location", refresh),
                headers=dict(answer.headers),
                cookies=dict(answer.cookies),
            )

    def _keep(self, name: str, morsel: Morsel[str]) -> None:
        if morsel["max-age"] == "0" or not morsel.value:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = morsel.value
