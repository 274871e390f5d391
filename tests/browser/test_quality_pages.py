"""What holds on every page: axe-core finds nothing, nothing overflows, the console is silent, no host but its own.

A page is loaded once; its looks and widths are then tried one after the other, as when a reader turns a device or a
room gets dark. Nothing in the answer of the server depends on either.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PAGES = {
    "home": "/",
    "search": "/search/",
    "search-results": "/search/?q=ماكرون بغداد",
    "search-latin": "/search/?q=Barzani",
    "search-faceted": "/search/?q=بارزاني&country=IT&from=2019&to=31/12/2023&sort=oldest&more=person",
    "search-empty": "/search/?q=زززززز&country=IT&kind=phone",
    "search-notices": '/search/?q="بغداد&from=31/31/2021&country=XX&page=99',
    "search-last-page": "/search/?page=4",
    "meetings": "/meetings/",
    "meetings-last-page": "/meetings/?page=5",
    "meeting": "/meetings/nechirvan-barzani-tajani-phone-2026-03-12/",
    "meeting-three-sources": "/meetings/rashid-erdogan-baghdad-2024-04-22/",
    "officials": "/officials/",
    "official": "/officials/nechirvan-barzani/",
    "official-in-few-meetings": "/officials/jean-noel-barrot/",
    "sides": "/sides/",
    "side": "/sides/iq/",
    "region": "/sides/iq-kri/",
    "organisation": "/organisations/un/",
    "topics": "/topics/",
    "topic": "/topics/energy/",
    "places": "/places/",
    "place": "/places/fr-paris/",
    "outlets": "/outlets/",
    "outlet": "/outlets/cnn-arabic/",
    "article": "/articles/2026-03-12-kurdistan24/",
    "activity": "/activity/",
    "between-choose": "/between/",
    "between-two-sides": "/between/iq-kri/it/",
    "between-two-people": "/between/emmanuel-macron/nechirvan-barzani/",
    "between-nothing": "/between/fr/zw/",
    "about": "/about/",
    "method": "/about/method/",
    "coverage": "/about/coverage/",
    "corrections": "/corrections/",
    "report-error": "/corrections/new/?about=/meetings/rashid-erdogan-baghdad-2024-04-22/&fact=date",
    "not-found": "/nowhere/",
    "sign-in": "/admin/login/",
}
LOOKS = ((1280, "light"), (390, "dark"), (390, "light"), (1280, "dark"))
FULL = LOOKS[:2]  # every rule at each width; the others differ from these in nothing but colours
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
AXE = Axe().axe_script
LOUD = ("error", "warning")
WATCH = """
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
"""
WIDER = """
  [document.documentElement.scrollWidth - document.documentElement.clientWidth,
   [...document.querySelectorAll("main *, header *, footer *")]
     .filter((node) => node.getBoundingClientRect().width > document.documentElement.clientWidth + 1)
     .map((node) => node.className || node.tagName)]
"""


def findings(page: Page) -> list[str]:
    """What axe-core finds wrong, one line for each rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{rule['id']}: {rule['help']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


@dataclass
class Watched:
    """A page and what was noticed while it was used."""

    page: Page
    said: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Watched]:
    """One window for all pages: a new one for each would take longer than the pages."""
    context = browser.new_context()
    watched = Watched(context.new_page())
    watched.page.add_init_script(WATCH)
    watched.page.on("request", lambda request: watched.hosts.add(urlsplit(request.url).netloc))
    watched.page.on("console", lambda line: watched.said.append(line.text) if line.type in LOUD else None)
    watched.page.on("pageerror", lambda error: watched.said.append(str(error)))
    yield watched
    context.close()


@pytest.fixture
def watched(window: Watched) -> Watched:
    """The window, with nothing noticed yet."""
    window.said.clear()
    window.hosts.clear()
    return window


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["ar", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_keeps_to_itself(watched: Watched, site: str, name: str, prefix: str):
    page = watched.page
    response = page.goto(site + prefix + PAGES[name])
    assert response is not None
    assert response.status == (404 if name == "not-found" else 200)
    assert page.locator("h1").count() == 1
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == (
        ["en", "ltr"] if prefix else ["ar", "rtl"]
    )
    wrong = []
    grounds = set()
    for width, look in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=look)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        over, wide = page.evaluate(WIDER)
        colours = page.evaluate(CONTRAST)
        assert colours["looked"] > 4
        notes = [f"{over} px wider than the window: {wide}"] if over > 0 else []
        notes += [f"contrast: {text}" for text in colours["found"]]
        notes += findings(page) if (width, look) in FULL else []
        wrong += [f"{width} {look} {note}" for note in notes]
    assert wrong == []
    assert len(grounds) == 2
    assert [line for line in watched.said if not (name == "not-found" and "404" in line)] == []
    assert page.evaluate("window.refused") == []
    assert watched.hosts == {urlsplit(site).netloc}


def test_what_is_wrong_would_be_found(watched: Watched, site: str):
    page = watched.page
    page.goto(f"{site}/meetings/")
    page.evaluate("""
      document.querySelector("main").insertAdjacentHTML("beforeend",
        '<p class="faint">محضر</p><button></button><div class="wide">&nbsp;</div>');
      const faint = document.querySelector(".faint");
      faint.style.color = "#888888";
      faint.style.background = "#999999";
      document.querySelector(".wide").style.width = "3000px";
      document.body.insertAdjacentHTML("beforeend", '<img alt="" src="https://example.org/elsewhere.png">');
    """)
    assert [line.split(":")[0] for line in findings(page)] == ["button-name"]
    [[contrast, text, _]] = page.evaluate(CONTRAST)["found"]
    assert (contrast, text) == ("1.24", "محضر")
    assert page.evaluate(WIDER)[0] > 0
    page.wait_for_function("window.refused.length > 0")
    assert page.evaluate("window.refused") == ["img-src"]
    assert watched.said != []
