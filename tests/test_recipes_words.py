"""The recipes of docs/recipes.md for what Mahdar reads: a verb of meeting, a month table, a kind of side."""

import pytest

from tests.recipes import Recipe, assert_names_files, faults_of

VERB = Recipe(
    "A verb of meeting",
    {
        "meetings/gazetteer/verbs.tsv": (
            "receive\tin-person\tاستقبل",
            "meet\tin-person\tصافح|صافحت|صافحوا\tيصافح|تصافح\tصافحا|تصافحا|يتصافحان\t\n",
        ),
    },
    """
from meetings.extraction.extractors import RuleExtractor
for words in ("صافح", "وصافح"):
    raw = f"{words} الرئيس المصري عبد الفتاح السيسي نظيره التركي رجب طيب أردوغان في الدوحة."
    (meeting,) = RuleExtractor().read(raw).meetings
    assert [one.side for one in meeting.participants] == ["EG", "TR"], meeting
""",
)
MONTHS = Recipe(
    "A month table",
    {"meetings/text/months.tsv": ("hijri\t1\t", "libyan\t4\tالطير\nlibyan\t7\tناصر\n")},
    """
import datetime
from meetings.text.date_words import find_dates
from meetings.text.dates import resolve
from meetings.text.fold import fold
from meetings.text.typed_dates import read_days
assert read_days("14 الطير 1986").first == datetime.date(1986, 4, 14)
(date,) = find_dates(fold("وذلك يوم 23 ناصر 1980 في طرابلس"))
assert resolve(date, None).day == datetime.date(1980, 7, 23), date
assert find_dates(fold("استقبل الشيخ ناصر بن محمد")) == []
""",
)
SIDES = Recipe(
    "A kind of side",
    {
        "meetings/gazetteer/organisations.tsv": [
            (
                "UNHCR\tالمفوضية",
                "ITLOS\tالمحكمة الدولية لقانون البحار\tInternational Tribunal for the Law of the Sea\t\t\tcourt\n",
            ),
            ("coalition, party (party", "court, "),
        ],
        "meetings/models/parties.py": ("        OTHER =", '        COURT = "court", _("court or tribunal")\n'),
        "meetings/locale/ar/LC_MESSAGES/django.po": (
            'msgid "other body"',
            'msgid "court or tribunal"\nmsgstr "محكمة"\n\n',
        ),
    },
    """
from meetings.extraction.extractors import RuleExtractor
from meetings.models import Organisation
raw = "استقبل الرئيس اللبناني جوزيف عون في بيروت رئيس المحكمة الدولية لقانون البحار توماس هايدار."
(meeting,) = RuleExtractor().read(raw).meetings
assert [one.side for one in meeting.participants] == ["LB", "ITLOS"], meeting
Organisation(code="ITLOS", name_ar="المحكمة الدولية لقانون البحار", kind="court").full_clean()
document = client.get("/api/v1/openapi.json").json()
assert "court" in str(document["components"]["schemas"]["OrganisationRecord"]["properties"]["kind"])
""",
)
RECIPES = {VERB: 2, MONTHS: 2, SIDES: 3}


@pytest.fixture(scope="module")
def faults(tmp_path_factory) -> dict[str, str]:
    return faults_of(list(RECIPES), tmp_path_factory.mktemp("recipes"))


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_the_edits_of_the_recipe_are_enough(faults, recipe):
    assert faults[recipe.title] == ""


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_the_recipe_names_the_files(recipe):
    assert_names_files(recipe, RECIPES[recipe])
