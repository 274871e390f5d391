"""What holds on every page: axe-core finds nothing, nothing overflows, the console is silent, no host but its own.

A page is loaded once; its looks and widths are then tried one after the other, as when a reader turns a device or a
room gets dark. Nothing in the answer of the server depends on either.
"""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from playwright.sync_api import Page

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
    "not-found": "/nowhere/",
    "sign-in": "/admin/login/",
}
WIDTHS = (1280, 390)
AXE = Axe()
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}  # all that the dark look changes
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


def findings(page: Page, options: dict) -> list[str]:
    """What axe-core finds wrong, one line for each rule."""
    found = AXE.run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {[node['html'][:160] for node in rule['nodes'][:3]]}" for rule in found]


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["ar", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_fits_and_keeps_to_itself(page: Page, site: str, told: list[str], name: str, prefix: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    page.add_init_script(WATCH)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    response = page.goto(site + prefix + PAGES[name], wait_until="load")
    assert response is not None
    assert response.status == (404 if name == "not-found" else 200)
    wrong = []
    grounds = set()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over, wide = page.evaluate(WIDER)
        wrong += [f"{over} px wider than {width} px: {wide}"] if over > 0 else []
        for look, options in (("light", DEFAULT_OPTIONS), ("dark", COLOURS)):
            page.emulate_media(color_scheme=look)
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
            wrong += [f"{width} {look} {finding}" for finding in findings(page, options)]
    assert wrong == []
    assert len(grounds) == 2
    assert [line for line in told if not (name == "not-found" and "404" in line)] == []
    assert page.evaluate("window.refused") == []
    assert set(asked) == {urlsplit(site).netloc}


def test_what_is_wrong_would_be_found(page: Page, site: str, told: list[str]):
    page.add_init_script(WATCH)
    page.goto(f"{site}/meetings/")
    page.evaluate("""
      document.querySelector("main").insertAdjacentHTML("beforeend",
        '<p class="faint">محضر</p><button></button><div class="wide"></div>');
      const faint = document.querySelector(".faint");
      faint.style.color = "#888";
      faint.style.background = "#999";
      document.querySelector(".wide").style.width = "3000px";
      document.body.insertAdjacentHTML("beforeend", '<img alt="" src="https://example.org/elsewhere.png">');
    """)
    assert {line.split(":")[0] for line in findings(page, DEFAULT_OPTIONS)} >= {"color-contrast", "button-name"}
    assert page.evaluate(WIDER)[0] > 0
    page.wait_for_function("window.refused.length > 0")
    assert page.evaluate("window.refused") == ["img-src"]
    assert told != []
