"""`find_duplicates` prints who may be one person, and keeps it for the desk."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from meetings.models import LikelyDuplicate, Official
from tests.factories import OfficialFactory, OfficialNameFactory

pytestmark = pytest.mark.django_db


def run(**options) -> str:
    out = StringIO()
    call_command("find_duplicates", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def twice():
    """Two ministers, each entered twice: once in Arabic, once as another outlet or another script has them."""
    for name, other in (("فؤاد حسين", "Fouad Hussein"), ("هايكو ماس", "هيكو ماس")):
        for written in (name, other):
            OfficialNameFactory(official=OfficialFactory(name_ar=written, name_en=""), name=written)


def test_pairs_are_printed_with_their_reasons_the_likeliest_first(twice):
    told = run(language="en")
    first, second = (line for line in told.splitlines() if " = " in line)
    assert "هايكو ماس" in first
    assert "Fouad Hussein" in second
    assert int(first.split()[0]) > int(second.split()[0])
    assert "the same name in two scripts: فؤاد حسين, Fouad Hussein" in told
    assert "2 pairs to review, 2 of them new." in told
    assert "0 of them new" in run(language="en")


def test_it_speaks_arabic(twice):
    told = run()
    assert "اسم واحد بكتابتين" in told
    assert "زوجان" in told


def test_a_limit_shortens_the_list_and_says_so(twice):
    told = run(limit=1, language="en")
    assert told.count(" = ") == 1
    assert "The first 1 are printed" in told
    assert LikelyDuplicate.objects.count() == 2


def test_an_archive_without_any_says_so():
    assert "0 pairs" in run(language="en")
    with pytest.raises(CommandError, match="--limit"):
        run(limit=-1)


def test_nothing_is_changed_but_the_suggestions(twice):
    before = list(Official.objects.values())
    run()
    assert list(Official.objects.values()) == before
