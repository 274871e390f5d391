"""The recipe for a facet in docs/recipes.md: its edits, made in a copy of the project, make a whole facet."""

from pathlib import Path

from tests.recipes import Recipe, assert_names_files, faults_of, files_generated

FACETS = "meetings/search/facets.py"
WORDS = "meetings/gazetteer/search_words.tsv"
CATALOGUE = "meetings/locale/ar/LC_MESSAGES/django.po"

# File -> (a piece of it, what is written before that piece). Nothing else is touched by hand.
EDITS = {
    FACETS: (
        ")\nFACETS_BY_NAME",
        """    Facet(
        name="precision",
        label=_("Precision of the date"),
        help_text=_("Precision of the date."),
        page_order=9,
        values=lambda meeting: [meeting.date_precision],
        entry_kind="precision",
        choices=tuple(Meeting._meta.get_field("date_precision").choices),
    ),
""",
    ),
    WORDS: ("field\tstate", "field\tprecision\tدقة|precision\n"),
    CATALOGUE: ('msgid "Kind of meeting"', 'msgid "Precision of the date"\nmsgstr "دقة التاريخ"\n\n'),
}
GENERATED = ["docs/openapi.json", "meetings/api/examples.json", "meetings/locale/ar/LC_MESSAGES/django.mo"]

CHECK = """
from datetime import date
from django.core.management import call_command
from django.http import QueryDict
from meetings.models import Meeting
from meetings.search import SearchRequest, read_request, rebuild_index, search, write_url

for slug, precision in (("one", "day"), ("other", "month")):
    Meeting.objects.create(slug=slug, headline_ar="لقاء في هلسنكي", date=date(2024, 5, 1), date_precision=precision,
                           review_state="published")
rebuild_index()
month = Meeting.objects.get(slug="other")

counted = search(SearchRequest("هلسنكي")).facets["precision"]
assert {value.value: value.count for value in counted} == {"day": 1, "month": 1}, counted
reading = read_request(QueryDict("precision=month"))
assert reading.request.chosen == {"precision": ("month",)}, reading
assert "precision=month" in write_url(reading.request)
for request in (reading.request, SearchRequest("دقة:month"), SearchRequest("precision:month")):
    assert [hit.meeting_id for hit in search(request).hits] == [month.pk], request
page = client.get("/search/?precision=month").content.decode()
assert "/search/?precision=month" in page and "Precision of the date" in page, page
assert "/meetings/other/" in page and "/meetings/one/" not in page, page
answer = client.get("/api/v1/search/", {"precision": "month"}).json()
assert [result["meeting"]["slug"] for result in answer["results"]] == ["other"], answer
assert {value["value"] for value in answer["facets"]["precision"]} == {"day", "month"}, answer
assert client.get("/api/v1/search/", {"precision": "minute"}).status_code == 400
call_command("search", "هلسنكي", precision=["month"])
"""


RECIPE = Recipe("A facet", EDITS, CHECK)


def test_the_edits_of_the_recipe_make_a_facet(tmp_path: Path):
    assert faults_of([RECIPE], tmp_path)["A facet"] == ""


def test_the_recipe_names_the_files():
    assert_names_files(RECIPE, 3)
    assert files_generated("A facet") == GENERATED
