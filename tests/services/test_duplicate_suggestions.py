"""New officials are compared once, when there are any."""

import pytest
from django.core.cache import cache

from meetings.models import LikelyDuplicate
from meetings.services import duplicate_suggestions
from tests.factories import CountryFactory, OfficialFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def enter(name: str) -> None:
    """An official of Iraq with this name, in a meeting."""
    ParticipationFactory(official=OfficialFactory(name_ar=name, name_en=""), country=CountryFactory())


def test_new_officials_are_compared_once(django_assert_num_queries):
    enter("فؤاد حسين")
    enter("فوآد حسين")
    duplicate_suggestions.refresh_new_officials()
    assert LikelyDuplicate.objects.count() == 1
    LikelyDuplicate.objects.all().delete()
    with django_assert_num_queries(1):
        duplicate_suggestions.refresh_new_officials()
    enter("علي حسن")
    duplicate_suggestions.refresh_new_officials()
    assert not LikelyDuplicate.objects.exists()  # the two before are not compared again
    enter("علي حسن")
    duplicate_suggestions.refresh_new_officials()
    assert LikelyDuplicate.objects.count() == 1


def test_a_process_that_has_just_begun_knows_those_of_the_pairs():
    enter("فؤاد حسين")
    enter("فوآد حسين")
    duplicate_suggestions.refresh_new_officials()
    cache.clear()
    LikelyDuplicate.objects.update(state="not-same")
    duplicate_suggestions.refresh_new_officials()
    assert LikelyDuplicate.objects.get().state == "not-same"
