"""The recipe for a kind of record with a page in docs/recipes.md: its edits, made in a copy of the project, make its
page, its list, its routes in the API, its exports and its place in the sitemap."""

from pathlib import Path

from tests.recipes import Recipe, assert_names_files, faults_of

MAX_FILES = 6

MODEL = '''"""Conferences: several meetings belong to one."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.models.base import NamedModel, NaturalKeyManager, NaturalKeyModel


class Conference(NamedModel, NaturalKeyModel):
    """A conference within which people met."""

    natural_key_fields = ("slug",)

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    meetings = models.ManyToManyField("meetings.Meeting", related_name="conferences")

    objects = NaturalKeyManager()

    def get_absolute_url(self) -> str:
        return reverse("conference", args=[self.slug])
'''

KIND = {
    "meetings/models/conferences.py": ("", MODEL),
    "meetings/models/__init__.py": (
        "from meetings.models.different import",
        "from meetings.models.conferences import Conference as Conference\n",
    ),
    "meetings/models/kinds.py": (
        ")  # fmt: skip\nKINDS_BY_NAME",
        """    RecordKind(
        "conference", "slug", _("Conference"), "conferences", "conferences", _("Conferences"), "conference",
        has_subject_page=True, meetings_path="meetings", order="slug", is_suggested=True,
    ),
""",
    ),
    "meetings/admin/records/topics_and_places.py": [
        ("from meetings.models import Country, Place", "from meetings.models.conferences import Conference\n"),
        (
            "@admin.register(Place)",
            '''@admin.register(Conference)
class ConferenceAdmin(PageOnSite):
    """The list and form of conferences."""

    search_fields = folded_fields = ("name_ar", "name_en", "slug")
    address = "slug"
    list_display = ("name_ar", "name_en")
    autocomplete_fields = ("meetings",)
    fields = (("name_ar", "name_en"), "slug", "meetings")

    def address_parts(self, obj: Any) -> list[str]:
        return name_parts(obj.name_en, obj.name_ar)


''',
        ),
    ],
    "meetings/locale/ar/LC_MESSAGES/django.po": ('msgid "Topics"\n', 'msgid "Conference"\nmsgstr "مؤتمر"\n\n'),
}
FACET = {
    "meetings/search/facets.py": [
        (
            ")\nFACETS_BY_NAME",
            """    RecordFacet(
        name="conference",
        label=_("Conference"),
        help_text=_("Slug of a conference."),
        page_order=9,
        values=lambda meeting: [conference.slug for conference in meeting.conferences.all()],
        entry_kind="conference",
        model=Conference,
        key="slug",
    ),
""",
        ),
        ("from meetings.models import ", "from meetings.models.conferences import Conference\n"),
    ],
    "meetings/gazetteer/search_words.tsv": ("field\tstate", "field\tconference\tمؤتمر|conference\n"),
    "meetings/search/documents/documents.py": ('            "ranked_topics__topic",', '            "conferences",\n'),
}

CHECK = """
from datetime import date
from meetings.models import Conference, Meeting
from meetings.models.history import WHOLES
from meetings.queries.state import state

meeting = Meeting.objects.create(slug="one", headline_ar="لقاء", date=date(2024, 5, 1), review_state="published")
conference = Conference.objects.create(slug="munich", name_ar="مؤتمر ميونخ", name_en="Munich conference")
conference.meetings.add(meeting)
Conference.objects.create(slug="empty", name_ar="مؤتمر", name_en="A conference without meetings")

page = client.get("/en/conferences/munich/")
assert page.status_code == 200 and "Munich conference" in page.content.decode()
assert "/en/meetings/one/" in page.content.decode() and "/en/conferences/munich.csv" in page.content.decode()
assert client.get("/conferences/empty/").status_code == 404
listed = client.get("/en/conferences/").content.decode()
assert "Munich conference" in listed and "without meetings" not in listed
answer = client.get("/api/v1/conferences/").json()
assert [(each["slug"], each["meetings_count"]) for each in answer["results"]] == [("munich", 1)], answer
assert client.get("/api/v1/conferences/munich/").json()["name_en"] == "Munich conference"
document = client.get("/api/v1/openapi.json").json()
assert "ConferenceRecord" in document["components"]["schemas"]
for address in ("/en/conferences/munich.json", "/en/conferences.csv", "/en/conferences.jsonld"):
    assert "Munich conference" in client.get(address).getvalue().decode(), address
assert client.get("/conferences/munich.png").status_code == 200
assert "/conferences/munich/" in client.get("/sitemap-others.xml").content.decode()
before = state()
conference.name_en = "The Munich conference"
conference.save()
assert state() != before, "pages would show the old name"
before = state()
conference.meetings.clear()
assert state() != before, "pages would show the old meetings"
conference.meetings.add(meeting)
conference.slug = "munich-security-conference"
conference.save()
moved = client.get("/conferences/munich/")
assert moved.status_code == 301 and moved["Location"].endswith("/conferences/munich-security-conference/")
assert WHOLES["conference"] == ()
from django.contrib.auth import get_user_model
from meetings.search import SearchRequest, rebuild_index, search, update_index
rebuild_index()
found = client.get("/suggest/", {"q": "ميونخ"}).content.decode()
assert "/conferences/munich-security-conference/" in found, found
for request in (SearchRequest("مؤتمر:ميونخ"), SearchRequest("conference:munich-security-conference")):
    assert [hit.meeting_id for hit in search(request).hits] == [meeting.pk], request
conference.meetings.clear()
update_index()
assert search(SearchRequest("conference:munich-security-conference")).total == 0, "the index follows"
client.force_login(get_user_model().objects.create_superuser("conferences"))
assert client.get(f"/en/admin/meetings/conference/{conference.pk}/change/").status_code == 200
"""
RECIPE = Recipe("A kind of record with a page", KIND, CHECK)


def test_the_edits_of_the_recipe_make_a_kind_of_record_and_its_facet(tmp_path: Path):
    whole = Recipe(RECIPE.title, {**KIND, **FACET}, CHECK)
    assert faults_of([whole], tmp_path)[RECIPE.title] == ""


def test_the_recipe_names_the_files():
    assert_names_files(RECIPE, MAX_FILES)
