"""The recipe for a kind of record with a page in docs/recipes.md: its edits, made in a copy of the project, make its
page, its list, its routes in the API, its exports and its place in the sitemap."""

import re
from pathlib import Path

from tests.recipes import project_with, run_in, section

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

# File -> (a piece of it, what is written before that piece); the form on the desk is left out here.
EDITS = {
    "meetings/models/conferences.py": ("", MODEL),
    "meetings/models/__init__.py": (
        "from meetings.models.different import",
        "from meetings.models.conferences import Conference as Conference\n",
    ),
    "meetings/models/kinds.py": (
        ")  # fmt: skip\nKINDS_BY_NAME",
        """    RecordKind(
        "conference", "slug", _("Conference"), "conferences", "conferences", _("Conferences"),
        has_subject_page=True, meetings_path="meetings", order="slug",
    ),
""",
    ),
    "meetings/queries/fields/sides.py": (
        "PLACE_RECORD = ",
        """CONFERENCE_RECORD = RecordType(
    "ConferenceRecord", "A conference within which people met.", (SLUG, *NAMES, ADDRESS, MEETINGS_COUNT), "slug"
)
""",
    ),
    "meetings/queries/kinds.py": (
        ")  # fmt: skip\nQUERIES_BY_KIND",
        """    KindQueries(KINDS_BY_NAME["conference"], side_fields.CONFERENCE_RECORD),
""",
    ),
}

CHECK = """
import csv, io
import django
from django.conf import settings
django.setup()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.ALLOWED_HOSTS = ["testserver"]
settings.MIGRATION_MODULES = {app.label: None for app in django.apps.apps.get_app_configs()}
from datetime import date
from django.core.management import call_command
from django.test import Client
from meetings.models import Conference, Meeting
from meetings.models.history import WHOLES
from meetings.queries.state import state

call_command("migrate", run_syncdb=True, verbosity=0)
meeting = Meeting.objects.create(slug="one", headline_ar="لقاء", date=date(2024, 5, 1), review_state="published")
conference = Conference.objects.create(slug="munich", name_ar="مؤتمر ميونخ", name_en="Munich conference")
conference.meetings.add(meeting)
Conference.objects.create(slug="empty", name_ar="مؤتمر", name_en="A conference without meetings")

client = Client()
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
print("whole")
"""


def test_the_edits_of_the_recipe_make_a_kind_of_record(tmp_path: Path):
    copy = project_with(EDITS, tmp_path / "project")
    assert "whole" in run_in(copy, CHECK, tmp_path)


def test_the_recipe_names_the_files():
    named = re.findall(r"^\d+\. `([^`]+)`", section("A kind of record with a page"), re.MULTILINE)
    assert len(named) <= MAX_FILES
    assert {str(Path(name).parent) if name.endswith("conferences.py") else name for name in EDITS} <= {
        name.rstrip("/") for name in named
    }
