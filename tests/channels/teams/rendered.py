"""Cards in a real browser, drawn by Microsoft's own renderer in the colours of Teams."""

import json
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page

from tests.fakes.teams.shapes import Json

ROOT = Path(__file__).resolve().parents[3]
RENDERER = ROOT / "var" / "test-node" / "node_modules" / "adaptivecards" / "dist"
PICTURE = "https://coach.example.se/"
GREY = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='480' height='180'>"
    b"<rect width='480' height='180' fill='#8a8a8a'/></svg>"
)
LIGHT = {"back": "#ffffff", "text": "#242424", "subtle": "#616161", "accent": "#4f52b2"}
DARK = {"back": "#292929", "text": "#ffffff", "subtle": "#d6d6d6", "accent": "#9299f7"}

PAGE = """<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Kort</title><style>
body {{ background: {back}; color: {text}; font: 14px/20px 'Segoe UI', sans-serif; margin: 16px; }}
main {{ max-width: {width}px; border: 1px solid #8888; border-radius: 4px; padding: 12px; }}
.ac-pushButton {{ background: {back}; color: {text}; border: 1px solid #8a8a8a; padding: 5px 12px;
  border-radius: 4px; font: 600 14px/20px 'Segoe UI', sans-serif; }}
.ac-pushButton.style-positive {{ background: #4f52b2; color: #fff; border-color: #4f52b2; }}
.ac-input {{ background: {back}; color: {text}; border: 1px solid #8a8a8a; padding: 5px 8px;
  border-radius: 4px; font: inherit; width: 100%; box-sizing: border-box; }}
a {{ color: {accent}; }}
h1 {{ font-size: 12px; }}
</style></head><body><header><h1>Teams</h1></header><main></main></body></html>"""

DRAW = """([card, colours]) => {
  const config = new AdaptiveCards.HostConfig({
    fontFamily: "'Segoe UI', sans-serif",
    fontSizes: {small: 12, default: 14, medium: 16, large: 18, extraLarge: 24},
    spacing: {small: 8, default: 8, medium: 16, large: 20, extraLarge: 24, padding: 12},
    separator: {lineThickness: 1, lineColor: '#88888888'},
    imageSizes: {small: 32, medium: 52, large: 100},
    containerStyles: Object.fromEntries(['default', 'emphasis', 'accent'].map(name => [name, {
      backgroundColor: {default: colours.back, emphasis: colours.emphasis,
        accent: colours.light}[name],
      foregroundColors: {
        default: {default: colours.text, subtle: colours.subtle},
        accent: {default: colours.accent, subtle: colours.accent},
        attention: {default: colours.attention, subtle: colours.attention},
      },
    }])),
    actions: {maxActions: 20, buttonSpacing: 8, actionsOrientation: 'horizontal',
      actionAlignment: 'left', spacing: 'default'},
    inputs: {label: {inputSpacing: 'small', requiredInputs: {}, optionalInputs: {}}},
  });
  const drawn = new AdaptiveCards.AdaptiveCard();
  drawn.hostConfig = config;
  drawn.parse(card);
  window.pressed = [];
  drawn.onExecuteAction = one => window.pressed.push({
    kind: one.getJsonTypeName(), title: one.title, verb: one.verb,
    data: one.data, inputs: one.data,
  });
  const problems = drawn.validateProperties().validationEvents.map(one => one.message);
  document.querySelector('main').append(drawn.render());
  return problems;
}"""


class Rendered:
    """A browser window with one card in it."""

    def __init__(self, page: Page, problems: list[str]) -> None:
        """Hold the page, and what the renderer found wrong with the card."""
        self.page = page
        self.problems = problems

    async def press(self, label: str) -> dict[str, Any]:
        """Press a button; return what the renderer would send."""
        await self.page.get_by_role("button", name=label, exact=True).click()
        found: list[dict[str, Any]] = await self.page.evaluate("window.pressed")
        return found[-1]


async def render(browser: Browser, card: Json, *, dark: bool = False, width: int = 560) -> Rendered:
    """Draw a card in a window of its own.

    Args:
        browser: a real one.
        card: the card.
        dark: in dark colours.
        width: of the card, in CSS pixels; a telephone's is about 320.
    """
    context: BrowserContext = await browser.new_context(
        viewport={"width": width + 60, "height": 900}, locale="sv-SE"
    )
    page = await context.new_page()

    async def picture(route: Any) -> None:
        await route.fulfill(body=GREY, content_type="image/svg+xml")

    await page.route(f"{PICTURE}**", picture)
    colours = DARK if dark else LIGHT
    await page.set_content(PAGE.format(**colours, width=width))
    await page.add_script_tag(path=RENDERER / "adaptivecards.min.js")
    more = {
        "emphasis": "#3d3d3d" if dark else "#f5f5f5",
        "light": "#2f2f4a" if dark else "#e8ebfa",
        "attention": "#f1707b" if dark else "#b10e1c",
    }
    problems = await page.evaluate(DRAW, [json.loads(json.dumps(card)), {**colours, **more}])
    return Rendered(page, problems)
