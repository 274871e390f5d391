"""The recipes of docs/recipes.md for what the site shows: a page, a block of the desk, a format, a filter, a list."""

import pytest

from tests.recipes import Recipe, assert_names_files, faults_of

CATALOGUE = "meetings/locale/ar/LC_MESSAGES/django.po"
PAGE = Recipe(
    "A page",
    {
        "meetings/queries/undated.py": (
            "",
            '''"""Meetings without a date."""

from meetings.models import Meeting
from meetings.models.meetings import MeetingQuerySet


def undated_meetings() -> MeetingQuerySet:
    """Return the published meetings whose day nobody knows."""
    return Meeting.objects.public().filter(date=None).for_lists()
''',
        ),
        "meetings/views/undated.py": (
            "",
            '''"""The page of meetings without a date."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meetings.queries.undated import undated_meetings


def undated_page(request: HttpRequest) -> HttpResponse:
    """Show the meetings without a date."""
    return render(request, "undated/undated.html", {"meetings": undated_meetings()})
''',
        ),
        "templates/undated/undated.html": (
            "",
            """{% extends "base.html" %}{% load i18n mahdar %}
{% block content %}<h1>{% translate "Meetings without a date" %}</h1>
{% for meeting in meetings %}<p><a href="{{ meeting.get_absolute_url }}">{{ meeting.headline|script }}</a></p>
{% endfor %}{% endblock %}
""",
        ),
        "meetings/views/urls.py": [
            ('    path("activity/"', '    path("undated/", undated.undated_page, name="undated"),\n'),
            (")\n\nSUBJECTS", "    undated,\n"),
        ],
        "templates/components/foot.html": (
            "        <li><a href=\"{% url 'places' %}\"",
            '        <li><a href="{% url \'undated\' %}">{% translate "Meetings without a date" %}</a></li>\n',
        ),
        "meetings/views/sitemaps.py": ('"activity", "between-choose", ', '"undated", '),
        CATALOGUE: ('msgid "Activity"', 'msgid "Meetings without a date"\nmsgstr "لقاءات بلا تاريخ"\n\n'),
    },
    """
from datetime import date
from meetings.models import Meeting
for slug, state in (("one", "published"), ("other", "draft")):
    Meeting.objects.create(slug=f"undated-{slug}", headline_ar="لقاء", review_state=state, date_precision="unknown")
page = client.get("/en/undated/").content.decode()
assert "/en/meetings/undated-one/" in page and "undated-other" not in page, page
assert "<title>" in page and 'hreflang="ar" href="http://testserver/undated/"' in page
assert 'href="/en/undated/"' in client.get("/en/").content.decode()
assert "http://testserver/undated/" in client.get("/sitemap-lists.xml").content.decode()
""",
)
BLOCK = Recipe(
    "A block of the desk's first page",
    {
        "meetings/queries/desk.py": (
            "@dataclass(frozen=True, slots=True)\nclass RecentWork",
            '''def meetings_without_place(limit: int = MAX_BLOCK_ROWS) -> WaitingRecords:
    """Return the published meetings whose place the archive does not know, the latest first."""
    return _waiting(Meeting.objects.public().filter(place=None).latest_first(), limit)


''',
        ),
        "templates/admin/desk/block_places.html": (
            "",
            """{% load i18n mahdar %}
<section class="block"><h2>{% translate "Meetings without a place" %} {{ block.waiting.count }}</h2>
<ul>{% for meeting in block.waiting.rows %}<li>{{ meeting.headline|script }}</li>{% endfor %}</ul></section>
""",
        ),
        "meetings/admin/review/blocks.py": [
            (
                "def _duplicates(",
                """def _places(request: HttpRequest) -> dict[str, Any]:
    return {"waiting": desk.meetings_without_place()}


""",
            ),
            (
                '    DeskBlock("admin/desk/block_duplicates.html"',
                '    DeskBlock("admin/desk/block_places.html", may_publish, _places),\n',
            ),
        ],
        CATALOGUE: ('msgid "API"', 'msgid "Meetings without a place"\nmsgstr "لقاءات بلا مكان"\n\n'),
    },
    """
from datetime import date
from django.contrib.auth import get_user_model
from meetings.models import Meeting
Meeting.objects.create(slug="no-place", headline_ar="لقاء بلا مكان", date=date(2024, 5, 1), review_state="published")
client.force_login(get_user_model().objects.create_superuser("desk-editor"))
page = client.get("/en/admin/").content.decode()
assert "Meetings without a place" in page and "لقاء بلا مكان" in page, page
""",
)
FORMAT = Recipe(
    "An export format",
    {
        "meetings/queries/formats.py": [
            (")\nFORMATS = ", '    Format("md", "text/markdown", "Markdown", _("for notes and wikis")),\n'),
            ('"atom"),\n    "meeting":', '"md", '),
        ],
        "meetings/exports/markdown.py": (
            "",
            '''"""Markdown: a list of meetings for notes and wikis."""

from collections.abc import Iterator

from meetings.exports.output import Output
from meetings.exports.selections import Selection
from meetings.queries.meetings import get_title


def markdown_list(selection: Selection, output: Output) -> Iterator[str]:
    """Yield the meetings of a selection as a list of links."""
    for some in selection.batches():
        yield "".join(f"- [{get_title(one)}]({output.address(one.get_absolute_url())})\\n" for one in some)
''',
        ),
        "meetings/exports/writers.py": [
            ("references, spreadsheets", "markdown, "),
            ('    "ris": references.write_ris', '    "md": markdown.markdown_list,\n'),
        ],
        CATALOGUE: ('msgid "for calendars"', 'msgid "for notes and wikis"\nmsgstr "للمذكرات"\n\n'),
    },
    """
from datetime import date
from meetings.models import Meeting
Meeting.objects.create(slug="in-list", headline_ar="لقاء", date=date(2024, 5, 2), review_state="published")
answer = client.get("/meetings.md")
assert answer["Content-Type"] == "text/markdown; charset=utf-8" and "attachment" in answer["Content-Disposition"]
assert "- [لقاء](http://testserver/meetings/in-list/)" in answer.getvalue().decode()
page = client.get("/en/meetings/").content.decode()
assert "/en/meetings.md" in page and "for notes and wikis" in page
assert client.get("/meetings/in-list.md").status_code == 404, "a page that does not offer the format"
""",
)
FILTER = Recipe(
    "An API filter",
    {
        "meetings/queries/finding.py": [
            ("    side: Values = (),\n    organisation: Values = (),\n    official", "    precision: Values = (),\n"),
            ("    if place:\n", "    if precision:\n        found = found.filter(date_precision__in=precision)\n"),
        ],
        "meetings/api/parameters.py": [
            (
                '    side = make_keys_field(\n        gettext_lazy("Code of a country',
                '    precision = make_choices_field(Precision.choices, gettext_lazy("How exactly it is known."))\n',
            ),
            ("from meetings.search import", "from meetings.models.people import Precision\n"),
        ],
        CATALOGUE: (
            'msgid "Kind of meeting; repeat',
            'msgid "How exactly the date is known."\nmsgstr "دقة اليوم."\n\n',
        ),
    },
    """
from datetime import date
from meetings.models import Meeting
for slug, precision in (("by-day", "day"), ("by-month", "month")):
    Meeting.objects.create(slug=slug, headline_ar="لقاء", date=date(2020, 5, 1), date_precision=precision,
                           review_state="published")
answer = client.get("/api/v1/meetings/", {"precision": "month", "date_to": "2021-01-01"}).json()
assert [one["slug"] for one in answer["results"]] == ["by-month"], answer
assert client.get("/api/v1/meetings/", {"precision": "minute"}).status_code == 400
document = client.get("/api/v1/openapi.json").json()
assert "precision" in [one.get("name") for one in document["paths"]["/api/v1/meetings/"]["get"]["parameters"]]
""",
)
LIST = Recipe(
    "A list of the desk as a file",
    {
        "meetings/services/lists/tables.py": [
            ("    Appointment,\n    Official", "    Article,\n"),
            (
                "class TopicTable(ListTable):",
                '''class ArticleTable(ListTable):
    """The list of articles."""

    cells = (
        KeyCell("slug", ADDRESS, hint=NEW_ADDRESS),
        Cell("headline", gettext_lazy("headline")),
        Cell("language", gettext_lazy("language")),
    )

    class Meta(ListTable.Meta):
        model = Article


''',
            ),
        ],
        "meetings/services/lists/kinds.py": [
            ("    AppointmentTable,\n    OfficialTable", "    ArticleTable,\n"),
            ('    "topic": TopicTable', '    "article": ArticleTable,\n'),
        ],
        CATALOGUE: ('msgid "by its name or its code, for example IQ"', 'msgid "key of articles"\nmsgstr "رمز"\n\n'),
    },
    """
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from meetings.models import Article
Article.objects.create(slug="one", headline="خبر", language="ar")
client.force_login(get_user_model().objects.create_superuser("list-editor"))
exported = client.get("/en/admin/meetings/article/export/csv/").getvalue().decode("utf-8-sig")
assert exported.splitlines()[0] == "address,headline,language" and "one,خبر" in exported
file = SimpleUploadedFile("list.csv", exported.replace("خبر", "نبأ").encode())
page = client.post("/en/admin/meetings/article/import/", {"file": file}).content.decode()
token = page.partition('name="token" value="')[2].partition('"')[0]
assert token, page
client.post("/en/admin/meetings/article/import/", {"token": token})
assert Article.objects.get(slug="one").headline == "نبأ"
""",
)
RECIPES = {PAGE: 7, BLOCK: 4, FORMAT: 6, FILTER: 4, LIST: 3}


@pytest.fixture(scope="module")
def faults(tmp_path_factory) -> dict[str, str]:
    return faults_of(list(RECIPES), tmp_path_factory.mktemp("recipes"))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_the_edits_of_the_recipe_are_enough(faults, recipe):
    assert faults[recipe.title] == ""


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_the_recipe_names_the_files(recipe):
    assert_names_files(recipe, RECIPES[recipe])
