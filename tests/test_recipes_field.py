"""The recipe for a field of a meeting in docs/recipes.md: its edits, made in a copy of the project, make a field."""

from pathlib import Path

from tests.recipes import Recipe, assert_names_files, files_generated, project_with, run_in

MAX_FILES = 4

# File -> (a piece of it, what is written before that piece). Nothing else is touched by hand.
EDITS = {
    "meetings/models/meetings.py": (
        "    headline_ar = models.CharField(",
        '    talks_language = models.CharField(_("language of the talks"), max_length=40, blank=True)\n',
    ),
    "meetings/queries/fields/meetings.py": (
        '        Field(\n            "topics",',
        """        Field(
            "talks_language", TEXT, _("Language of the talks; may be empty."),
            columns=(Column(_("Language of the talks"), lambda meeting, a: meeting.talks_language),),
            fact=LabelledFact(_("Language of the talks"), lambda meeting: meeting.talks_language),
        ),
""",
    ),
    "meetings/admin/records/meetings.py": ('("occasion_ar", "occasion_en"))}', '"talks_language", '),
    "meetings/locale/ar/LC_MESSAGES/django.po": (
        'msgid "occasion in Arabic"',
        """msgid "language of the talks"
msgstr "لغة المحادثات"

msgid "Language of the talks"
msgstr "لغة المحادثات"

msgid "Language of the talks; may be empty."
msgstr "لغة المحادثات، وقد تكون فارغة."

""",
    ),
}
GENERATED = [
    "meetings/migrations/",
    "docs/openapi.json",
    "meetings/api/examples.json",
    "meetings/locale/ar/LC_MESSAGES/django.mo",
]

CHECK = """
import csv, io
import django
from django.conf import settings
django.setup()
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.ALLOWED_HOSTS = ["testserver"]
from datetime import date
from django.core.management import call_command
from django.test import Client

call_command("makemigrations", "meetings", name="talks_language", verbosity=0)
settings.MIGRATION_MODULES = {app.label: None for app in django.apps.apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)

from meetings.services.lists.meetings_table import MeetingTable
from meetings.admin.records.meeting_forms import MeetingForm
from meetings.models import Meeting
from meetings.services.merging.merge_meetings_plan import list_conflicts

said = {"headline_ar": "لقاء", "date": date(2024, 5, 1), "review_state": "published"}
meeting = Meeting.objects.create(slug="one", talks_language="الكردية", **said)
other = Meeting.objects.create(slug="other", talks_language="العربية", **said)

client = Client()
assert client.get("/api/v1/meetings/one/").json()["talks_language"] == "الكردية"
assert client.get("/api/v1/meetings/", {"fields": "talks_language"}).json()["results"][0].keys() == {
    "slug", "talks_language"
}
form = client.get("/api/v1/openapi.json", headers={"accept-language": "en"}).json()
assert "talks_language" in form["components"]["schemas"]["MeetingRecord"]["properties"]
rows = list(csv.DictReader(io.StringIO(client.get("/en/meetings/one.csv").getvalue().decode("utf-8-sig"))))
assert [row["Language of the talks"] for row in rows] == ["الكردية"], rows
assert client.get("/meetings/one.json").getvalue().decode().count('"talks_language": "الكردية"') == 1
page = client.get("/en/meetings/one/").content.decode()
assert "<dt>Language of the talks</dt>" in page and "الكردية" in page
assert "talks_language" in MeetingForm(instance=meeting).fields
assert "talks_language" in [cell.column_name for cell in MeetingTable.cells]
assert "talks_language" in list_conflicts([meeting, other])
print("whole")
"""


def test_the_edits_of_the_recipe_make_a_field(tmp_path: Path):
    copy = project_with(EDITS, tmp_path / "project")
    assert "whole" in run_in(copy, CHECK, tmp_path)
    assert len(list((copy / "meetings" / "migrations").glob("*_talks_language.py"))) == 1


def test_the_recipe_names_the_files():
    assert_names_files(Recipe("A field of a meeting", EDITS, CHECK), MAX_FILES)
    assert files_generated("A field of a meeting") == GENERATED
