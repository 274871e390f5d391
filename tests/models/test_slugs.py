"""Addresses are ASCII, readable, short enough and never taken."""

from datetime import date

import pytest
from django.core.validators import validate_slug

from meetings.models import Meeting, Official, Place
from meetings.models.slugs import make_ascii_slug, make_meeting_parts, make_unique_slug, name_parts, rate_address


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Nechirvan Barzani", "nechirvan-barzani"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Hakan Fidan (minister)", "hakan-fidan-minister"),
        ("Işık", "isik"),
        ("كُردستان", "krdstan"),
        ("کوردستان", "kwrdstan"),
        ("٢٠٢٣", "2023"),
        ("؟!", ""),
        ("北京", ""),
    ],
)
def test_any_script_gives_ascii(text, slug):
    assert make_ascii_slug(text) == slug


@pytest.mark.django_db
class TestUniqueSlug:
    def test_parts_are_joined_and_empty_ones_left_out(self):
        assert make_unique_slug(Place, ["FR", "", "Paris"]) == "fr-paris"

    def test_a_taken_address_gets_a_number(self):
        for _ in range(3):
            Official.objects.create(slug=make_unique_slug(Official, ["Fuad Hussein"]), name_ar="فؤاد حسين")
        assert set(Official.objects.values_list("slug", flat=True)) == {
            "fuad-hussein",
            "fuad-hussein-2",
            "fuad-hussein-3",
        }

    def test_a_longer_address_with_the_same_beginning_does_not_count(self):
        Official.objects.create(slug="fuad-hussein", name_ar="فؤاد حسين")
        assert make_unique_slug(Official, ["Fuad"]) == "fuad"

    def test_long_names_are_cut_between_words_and_stay_unique(self):
        name = "very long name of an office " * 10
        first = make_unique_slug(Official, [name], max_length=40)
        assert first == "very-long-name-of-an-office-very-long"
        Official.objects.create(slug=first, name_ar="ا")
        second = make_unique_slug(Official, [name], max_length=40)
        assert second != first
        assert len(second) <= 40

    def test_numbers_that_make_a_full_address_longer_shorten_it(self):
        name = "x" * 60
        slugs = set()
        for _ in range(12):
            slug = make_unique_slug(Official, [name], max_length=20)
            Official.objects.create(slug=slug, name_ar="ا")
            slugs.add(slug)
        assert len(slugs) == 12
        assert all(len(slug) <= 20 for slug in slugs)

    def test_it_is_never_longer_than_the_field(self):
        assert len(make_unique_slug(Official, ["name " * 100], max_length=500)) <= 120

    def test_nothing_to_go_by_still_gives_an_address(self):
        assert make_unique_slug(Meeting, ["", "؟"]) == "meeting"

    def test_it_is_a_valid_slug_and_takes_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            validate_slug(make_unique_slug(Official, ["نيجيرفان بارزاني"]))


def test_a_meeting_is_called_by_its_date_and_its_sides_once_each():
    assert make_meeting_parts(date(2023, 11, 3), ["IQ", "FR", None, "IQ"]) == ["2023-11-03", "IQ", "FR"]
    assert make_meeting_parts(None, ["IQ-KRI", "UN"]) == ["", "IQ-KRI", "UN"]


def test_a_name_is_taken_in_english_where_there_is_one():
    assert name_parts("Paris", "باريس") == ["Paris"]
    assert name_parts("", "باريس") == ["باريس"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("nechirvan-barzani", "نيجيرفان بارزاني", "Nechirvan Barzani"), ("nyjyrfan-barzany", "نيجيرفان بارزاني", "")),
        (("nechirvan-barzani", "نيجيرفان بارزاني", ""), ("nechirvan-barzani-2", "نيجيرفان بارزاني", "")),
        (("nechirvan-barzani-2", "نيجيرفان بارزاني", ""), ("nyjyrfan-barzany", "نيجيرفان بارزاني", "")),
        (("iq-erbil", "أربيل", "Erbil"), ("iq-arbyl", "أربيل", "Erbil")),
    ],
)
def test_readable_addresses_come_first(better, worse):
    assert rate_address(*better) < rate_address(*worse)


def test_a_name_that_both_scripts_write_alike_is_readable():
    assert rate_address("dr-bn", "در بن", "Dr Bn") == rate_address("berlin", "", "Berlin")
