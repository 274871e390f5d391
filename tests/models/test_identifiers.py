"""An identifier belongs to one record, is written in one form, and no two records of a kind share it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from meetings.models import Identifier
from tests.factories import (
    CountryFactory,
    IdentifierFactory,
    OfficialFactory,
    OutletFactory,
    PlaceFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_it_is_stored_in_its_one_form():
    official = OfficialFactory()
    one = IdentifierFactory(official=official, value="https://www.wikidata.org/wiki/Q42")
    isni = IdentifierFactory(official=official, scheme="isni", value="0000 0001 2103 2683")
    assert (one.value, one.url, one.kind, one.record) == (
        "Q42", "https://www.wikidata.org/wiki/Q42", "official", official,
    )  # fmt: skip
    assert (isni.value, str(isni)) == ("0000000121032683", "ISNI 0000 0001 2103 2683")


@pytest.mark.parametrize(
    ("scheme", "value"), [("wikidata", "42"), ("viaf", "Q42"), ("isni", "0000000121032684"), ("own", "a b")]
)
def test_a_wrong_one_is_refused_with_its_reason(scheme, value):
    with pytest.raises(ValidationError) as refused:
        IdentifierFactory(official=OfficialFactory(), scheme=scheme, value=value)
    assert value in refused.value.messages[0]
    assert not Identifier.objects.exists()


def test_an_unknown_authority_file_is_refused():
    with pytest.raises(ValidationError, match="not an authority file"):
        IdentifierFactory(official=OfficialFactory(), scheme="orcid", value="1")


def test_two_records_of_a_kind_cannot_share_one():
    IdentifierFactory(official=OfficialFactory(name_ar="فؤاد حسين"), value="Q5")
    second = Identifier(official=OfficialFactory(), value="q5")
    with pytest.raises(ValidationError, match="has this identifier already"):
        second.full_clean()
    second.value = "Q5"
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_a_city_and_its_state_may_share_one():
    """Singapore, the city and the state, is one item at Wikidata."""
    IdentifierFactory(country=CountryFactory(), value="Q334")
    IdentifierFactory(place=PlaceFactory(), value="Q334")
    assert Identifier.objects.count() == 2


@pytest.mark.parametrize("records", [{}, {"position": PositionFactory, "outlet": OutletFactory}])
def test_it_has_exactly_one_record(records):
    with pytest.raises(IntegrityError), transaction.atomic():
        IdentifierFactory(**{name: make() for name, make in records.items()})


def test_it_has_no_record_before_it_is_given_one():
    assert Identifier().record is None
