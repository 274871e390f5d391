"""The recipes of docs/recipes.md for what settings choose: a search engine, an extractor, an interface language."""

import pytest

from tests.conftest import ROOT
from tests.recipes import Recipe, assert_names_files, faults_of

ENGINE = Recipe(
    "A search engine",
    {
        "meetings/search/engines/scan.py": ("", (ROOT / "tests" / "search" / "plain_scan.py").read_text("utf-8")),
        "meetings/search/engines/factory.py": (
            '"whoosh": "meetings',
            '"scan": "meetings.search.engines.scan.PlainScanEngine", ',
        ),
    },
    """
from meetings.models import Meeting
from meetings.search import SearchRequest, rebuild_index, search
from meetings.search.site_search import get_engine
meeting = Meeting.objects.create(slug="helsinki", headline_ar="لقاء في هلسنكي", date_precision="unknown",
                                 review_state="published")
rebuild_index()
assert type(get_engine()).__module__ == "meetings.search.engines.scan", get_engine()
assert [hit.meeting_id for hit in search(SearchRequest("هلسنكي")).hits] == [meeting.pk]
assert "/meetings/helsinki/" in client.get("/search/?q=هلسنكي").content.decode()
""",
)
EXTRACTOR = Recipe(
    "Another extractor",
    {
        "your_module.py": (
            "",
            '''import datetime as dt

from meetings.extraction.readings import MeetingReading, ParticipantReading, ReportReading


class CallExtractor:
    """Every report is one telephone call."""

    def read(
        self,
        raw: str,
        *,
        outlet_country: str | None = None,
        published: dt.date | None = None,
        dated_by_source: bool = False,
    ) -> ReportReading:
        report = ReportReading(raw, published=published)
        report.meetings.append(MeetingReading(kind="phone", participants=[ParticipantReading(side="FR")]))
        return report
''',
        ),
    },
    """
from meetings.ingest.run import read_source
from meetings.ingest.sources import SourceText
assert read_source(SourceText("باريس", "report.txt")).meetings[0].kind == "phone"
""",
)
LANGUAGE = Recipe(
    "An interface language",
    {
        "config/settings.py": (")]\nLOCALE_PATHS", '), ("tr", _("Turkish")'),
        "meetings/locale/tr/LC_MESSAGES/django.po": (
            "",
            """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Turkish"
msgstr "Türkçe"

msgid "Officials"
msgstr "Yetkililer"
""",
        ),
        "config/formats/tr/__init__.py": ("", ""),
        "config/formats/tr/formats.py": ("", 'DATE_FORMAT = "j F Y"\n'),
        "meetings/views/home.py": ("}\n\n\ndef list_examples", '    "tr": ("Bağdat", "su"),\n'),
    },
    """
import re, sys
from datetime import date
from django.utils.translation import trans_real
from meetings.models import Meeting
from babel.messages import mofile, pofile
folder = "meetings/locale/tr/LC_MESSAGES/django"
with open(folder + ".po", "rb") as source, open(folder + ".mo", "wb") as compiled:
    mofile.write_mo(compiled, pofile.read_po(source))
trans_real._translations.clear()  # the other checks have read the language without its texts
Meeting.objects.create(slug="turkish", headline_ar="لقاء", headline_en="A meeting", date=date(2024, 5, 3),
                       review_state="published")
page = client.get("/tr/meetings/turkish/").content.decode()
assert re.search(r'<html lang="tr"\\s+dir="ltr"', page) and "Yetkililer" in page, page
assert "<h1>" in page and "A meeting" in page
for code, path in (("ar", ""), ("en", "/en"), ("tr", "/tr")):
    assert f'hreflang="{code}" href="http://testserver{path}/meetings/turkish/"' in page, code
assert "Türkçe" in client.get("/en/meetings/turkish/").content.decode()
assert "Bağdat" in client.get("/tr/").content.decode()
for address in ("/tr/meetings/turkish.pdf", "/tr/meetings/turkish.png", "/tr/meetings/turkish.ics"):
    assert client.get(address).status_code == 200, address
assert "Disallow: /tr/search/" in client.get("/robots.txt").content.decode()
assert client.get("/api/v1/", headers={"accept-language": "tr"})["Content-Language"] == "tr"
""",
)
RECIPES = {ENGINE: 4, EXTRACTOR: 1, LANGUAGE: 4}
SETTINGS = {"SEARCH_URL": "scan:", "MAHDAR_EXTRACTOR": "your_module.CallExtractor"}


@pytest.fixture(scope="module")
def faults(tmp_path_factory) -> dict[str, str]:
    return faults_of(list(RECIPES), tmp_path_factory.mktemp("recipes"), **SETTINGS)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_the_edits_of_the_recipe_are_enough(faults, recipe):
    assert faults[recipe.title] == ""


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_the_recipe_names_the_files(recipe):
    assert_names_files(recipe, RECIPES[recipe])
