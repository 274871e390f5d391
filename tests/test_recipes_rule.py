"""The recipe of docs/recipes.md for a rule of the archive."""

from tests.recipes import Recipe, assert_names_files, faults_of

RULE = Recipe(
    "A rule of the archive",
    {
        "meetings/queries/checks/sources.py": (
            "def contradicting_pages(",
            '''def without_headline(scope: Scope) -> Iterator[Finding]:
    """Yield the articles without a headline."""
    articles = scope.within(Article.objects.order_by(), article="pk", meeting="sources__meeting").distinct()
    for pk, url in articles.filter(headline="").values_list("pk", "url"):
        yield Finding("article-headline", ("article", pk), {"url": url or ""})


''',
        ),
        "meetings/queries/checks/errors.py": (
            '    ArchiveRule(\n        "date-evidence"',
            """    ArchiveRule(
        "article-headline",
        Severity.ERROR,
        ("article",),
        _("An article has a headline."),
        _("The article at %(url)s has no headline. Enter it."),
        sources.without_headline,
        breaks=(Change("article", {"headline": ""}),),
        keeps=(Change("article", {"headline": "لقاء"}),),
    ),
""",
        ),
        "meetings/locale/ar/LC_MESSAGES/django.po": (
            'msgid "Activity"',
            'msgid "An article has a headline."\nmsgstr "للتقرير عنوان."\n\n',
        ),
    },
    """
import io
from django.contrib.auth import get_user_model
from django.core.management import call_command
from meetings.models import Article, Meeting, ReviewState, Source
from meetings.services import review
from meetings.services.checks import ReasonNeededError
article = Article.objects.create(slug="bare", url="https://example.org/1")
meeting = Meeting.objects.create(slug="one", headline_ar="لقاء", date="2024-01-01")
Source.objects.create(meeting=meeting, article=article)
try:
    review.publish(Meeting.objects.all())
except ReasonNeededError as needed:
    assert "article-headline" in {one.rule for one in needed.findings}, needed.findings
else:
    raise AssertionError("published without a question")
output = io.StringIO()
try:
    call_command("check_archive", "--rule", "article-headline", "--language", "en", stdout=output)
except SystemExit as ended:
    assert ended.code == 1
assert "The article at https://example.org/1 has no headline. Enter it." in output.getvalue(), output.getvalue()
client.force_login(get_user_model().objects.create_superuser("editor"))
assert "An article has a headline." in client.get("/en/admin/quality/").content.decode()
assert f"/admin/meetings/article/{article.pk}/change/" in client.get(
    "/en/admin/quality/article-headline/").content.decode()
""",
)


def test_its_edits_are_those_of_the_recipe():
    assert_names_files(RULE, 3)


def test_they_make_the_rule(tmp_path):
    assert faults_of([RULE], tmp_path) == {RULE.title: ""}
