"""The recipe for a facet in docs/recipes.md: its edits, made in a copy of the project, make a whole facet."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

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
import django
from django.conf import settings
django.setup()
settings.MIGRATION_MODULES = {app.label: None for app in django.apps.apps.get_app_configs()}
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.ALLOWED_HOSTS = ["testserver"]
from datetime import date
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client
from meetings.models import Meeting
from meetings.search import SearchRequest, read_request, rebuild_index, search, write_url

call_command("migrate", run_syncdb=True, verbosity=0)
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
client = Client()
page = client.get("/search/?precision=month").content.decode()
assert "/search/?precision=month" in page and "Precision of the date" in page, page
assert "/meetings/other/" in page and "/meetings/one/" not in page, page
answer = client.get("/api/v1/search/", {"precision": "month"}).json()
assert [result["meeting"]["slug"] for result in answer["results"]] == ["other"], answer
assert {value["value"] for value in answer["facets"]["precision"]} == {"day", "month"}, answer
assert client.get("/api/v1/search/", {"precision": "minute"}).status_code == 400
call_command("search", "هلسنكي", precision=["month"])
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the project with the edits made."""
    copied = tmp_path_factory.mktemp("project")
    for name in ("meetings", "config", "templates", "static"):
        shutil.copytree(ROOT / name, copied / name)
    shutil.copy2(ROOT / "manage.py", copied)
    for name, (before, text) in EDITS.items():
        path = copied / name
        content = path.read_text(encoding="utf-8")
        assert content.count(before) == 1, f"{name} has not one {before!r}"
        path.write_text(content.replace(before, text + before), encoding="utf-8")
    return copied


def test_the_edits_of_the_recipe_make_a_facet(copy: Path, tmp_path: Path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MAHDAR_DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/archive.sqlite3",
        "PYTHONPATH": str(copy),
    }
    checked = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr[-3_000:]
    assert "هلسنكي" in checked.stdout


def test_the_recipe_names_the_files():
    section = (
        (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8").partition("## A facet\n")[2].partition("\n## ")[0]
    )
    by_hand, _, generated = section.partition("Generated")
    assert re.findall(r"^\d+\. `([^`]+)`", by_hand, re.MULTILINE) == list(EDITS)
    assert len(EDITS) <= 4
    assert re.findall(r"^- `([^`]+)`", generated, re.MULTILINE) == GENERATED
