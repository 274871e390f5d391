"""What the desk offers first for what an editor types."""

import pytest

from meetings.models import Country, Organisation
from meetings.queries.completion import complete_names, complete_sides
from meetings.text.fold import fold
from tests.factories import IdentifierFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def first(kind: str, typed: str) -> str:
    """The code of the first side for `typed`."""
    found = complete_sides(typed) if kind == "side" else complete_names(kind, typed)
    model = Organisation if found and found[0].kind == "organisation" else Country
    return str(model.objects.get(pk=found[0].pk).code) if found else ""


class TestSides:
    def test_every_side_comes_first_for_each_of_its_shown_names(self, sample_archive):
        wrong = []
        sides = [*Country.objects.all(), *Organisation.objects.all()]
        shared = [fold(name) for side in sides for name in {side.name_ar, side.name_en} if name]
        for side in sides:
            for name in filter(None, (side.name_ar, side.name_en)):
                kind = str(side._meta.model_name)
                for asked in (kind, "side"):
                    if shared.count(fold(name)) == 1 and (came := first(asked, name)) != side.code:
                        wrong.append((asked, name, side.code, came))
        assert wrong == []
        assert len(sides) > 250

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("العراق", "IQ"), ("عراق", "IQ"), ("Iraq", "IQ"), ("iq", "IQ"), ("عێراق", "IQ"), ("Irak", "IQ"),
            ("روسيا", "RU"), ("Russia", "RU"), ("روسيا البيضاء", "BY"), ("كوردستان", "IQ-KRI"),
            ("كردستان", "IQ-KRI"), ("Kurdistan", "IQ-KRI"), ("USA", "US"), ("US", "US"), ("امريكا", "US"),
            ("UK", "GB"), ("U.K.", "GB"), ("بريطانيا", "GB"), ("UAE", "AE"), ("الامارات", "AE"), ("UN", "UN"),
            ("U.N.", "UN"), ("EU", "EU"), ("الامم المتحده", "UN"), ("الفرنسي", "FR"), ("hguvhr", "IQ"),
        ],
    )  # fmt: skip
    def test_sides_by_acronyms_and_other_spellings(self, sample_archive, typed, code):
        assert first("side", typed) == code


@pytest.mark.parametrize("kind", ["country", "organisation", "official", "position", "place", "topic", "outlet"])
def test_completing_takes_a_fixed_number_of_queries(sample_archive, kind, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert complete_names(kind, "")
    with django_assert_max_num_queries(1):
        complete_names(kind, "ا")


def test_an_identifier_comes_first_and_hides_no_name():
    named = OrganisationFactory(code="mark-7", name_ar="هيئة العلامات", name_en="MARK7")
    identified = OrganisationFactory(code="other", name_ar="هيئة أخرى", name_en="Another body")
    IdentifierFactory(organisation=identified, scheme="own", value="MARK7")
    assert [one.pk for one in complete_names("organisation", "MARK7")] == [identified.pk, named.pk]
    assert [one.pk for one in complete_sides("MARK7")] == [identified.pk, named.pk]


def test_a_word_that_is_no_name_on_the_other_keyboard_was_not_typed_there():
    assert complete_names("place", "طنطا") == []  # 'k'h on English keys
    assert len(complete_names("place", "ohv;dt")) == 1  # خاركيف on English keys
