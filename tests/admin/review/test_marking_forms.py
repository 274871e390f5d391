"""The steps of a correction by marking at their limits: positions, days, places, participants."""

import datetime

import pytest

from meetings.admin.review.marking_forms import (
    NEW_OFFICIAL,
    DateStepForm,
    ParticipantStepForm,
    PlaceStepForm,
    SideStepForm,
    WordsForm,
    make_side_value,
    select_participants,
)
from meetings.admin.review.reading import MAX_CANDIDATES, propose_fact
from meetings.models import Meeting
from meetings.services.marking import Words
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "بغداد ثم أربيل ثم بغداد"


@pytest.fixture
def meeting() -> Meeting:
    made = factories.MeetingFactory(review_state="draft")
    factories.SourceFactory(meeting=made, article=factories.ArticleFactory(raw_text=TEXT))
    return made


@pytest.mark.parametrize(
    ("sent", "place", "errors"),
    [
        ({"quote": "أربيل"}, (9, 14), []),
        ({"quote": "أربيل", "start": 9, "end": 14}, (9, 14), []),
        ({"quote": "بغداد", "start": 18, "end": 23}, (18, 23), []),
        ({"quote": "بغداد", "start": 0, "end": 5}, (0, 5), []),
        ({"quote": "بغداد \n ثم", "start": 0, "end": 8}, (0, 8), []),
        ({"quote": "أربيل", "start": 0, "end": 5}, (9, 14), []),  # the position is of other words
        ({"quote": "أربيل", "start": 9}, (9, 14), []),
        ({"quote": "أربيل", "end": 14}, (9, 14), []),
        ({"quote": "بغداد"}, None, ["occurrence"]),
        ({"quote": "بغداد", "occurrence": 2}, (18, 23), []),
        ({"quote": "دهوك"}, None, ["quote"]),
        ({"quote": ""}, None, ["quote"]),
    ],
)
def test_where_the_marked_words_stand(meeting, sent, place, errors):
    article = meeting.sources.get().article
    form = WordsForm(meeting, {"article": article.pk, "fact": "place", **sent})
    assert list(form.errors) == errors
    if place:
        assert (form.cleaned_data["start"], form.cleaned_data["end"]) == place


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, []),
        ({"date_end": "12/3/2025"}, []),
        ({"date_end": "13/3/2025"}, []),
        ({"date_end": "11/3/2025"}, ["date_end"]),
        ({"date": "", "date_end": "11/3/2025"}, ["date"]),
        ({"date_precision": "unknown"}, ["date_precision"]),
    ],
)
def test_the_days_that_are_marked(meeting, sent, errors):
    form = DateStepForm(meeting, {"date": "12/3/2025", "date_precision": "day", **sent})
    assert list(form.errors) == errors
    assert list(form.fields) == ["date", "date_end", "date_precision", "instead"]


@pytest.mark.parametrize(
    ("city", "has_country", "is_valid"),
    [("أربيل", False, True), ("", True, True), ("أربيل", True, True), ("", False, False), ("  ", False, False)],
)
def test_a_marked_place_has_a_city_or_a_country(meeting, city, has_country, is_valid):
    country = factories.CountryFactory().pk if has_country else ""
    assert PlaceStepForm(meeting, {"city": city, "country": country}).is_valid() is is_valid


class TestParticipants:
    def form(self, meeting, *candidates, **sent) -> ParticipantStepForm:
        offered = [(official, str(official)) for official in candidates]
        return ParticipantStepForm(meeting, {"role": "party", **sent}, candidates=offered)

    def test_a_new_one_has_a_name(self, meeting):
        assert list(self.form(meeting).errors) == ["name"]
        assert list(self.form(meeting, name="  ", official=NEW_OFFICIAL).errors) == ["name"]
        form = self.form(meeting, name="فؤاد حسين", official=NEW_OFFICIAL)
        assert form.is_valid()
        assert (form.cleaned_data["name"], form.cleaned_data["official"]) == ("فؤاد حسين", None)

    def test_a_known_official_needs_none(self, meeting):
        official = factories.OfficialFactory()
        form = self.form(meeting, official, official=official.pk)
        assert form.is_valid()
        assert form.cleaned_data["official"] == official

    def test_the_name_counts_only_for_a_new_official(self, meeting):
        part = factories.ParticipationFactory(meeting=meeting)
        other = factories.OfficialFactory()
        for sent, name in (
            ({"part": part.pk, "official": other.pk, "name": "أ"}, ""),
            ({"part": part.pk, "name": "أ"}, ""),
            ({"part": part.pk, "official": NEW_OFFICIAL, "name": "أ"}, "أ"),
            ({"official": other.pk, "name": "أ"}, "أ"),
        ):
            form = self.form(meeting, other, **sent)
            assert form.is_valid(), form.errors
            assert form.cleaned_data["name"] == name

    def test_nobody_takes_part_twice(self, meeting):
        part = factories.ParticipationFactory(meeting=meeting)
        other = factories.ParticipationFactory(meeting=meeting)
        taken, free = part.official, factories.OfficialFactory()
        for sent, errors in (
            ({"official": taken.pk}, ["official"]),
            ({"official": taken.pk, "part": other.pk}, ["official"]),
            ({"official": taken.pk, "part": part.pk}, []),
            ({"official": free.pk, "part": part.pk}, []),
            ({"official": free.pk}, []),
        ):
            assert list(self.form(meeting, taken, free, **sent).errors) == errors

    def test_one_is_shown_with_the_office_beside_the_name(self, meeting):
        field = ParticipantStepForm(meeting).fields["part"]
        add = factories.ParticipationFactory
        named = add(meeting=meeting, title_ar="وزير", title_en="Minister")
        plain = add(meeting=meeting)
        spelt = add(meeting=meeting, official=None, name_as_written="فؤاد", title_ar="وزير", title_en="Minister")
        nameless = add(meeting=meeting, official=None, title_ar="وفد", title_en="Delegation")
        assert [field.label_from_instance(part) for part in (named, plain, spelt, nameless)] == [
            f"{named.official} – Minister", str(plain.official), "فؤاد – Minister", "Delegation",
        ]  # fmt: skip
        assert select_participants(meeting).count() == 4


def test_a_side_is_a_country_or_a_body_or_not_known(meeting):
    country, body = factories.CountryFactory(), factories.OrganisationFactory()
    part = factories.ParticipationFactory(meeting=meeting)
    for side in (country, body):
        form = SideStepForm(meeting, {"part": part.pk, "side": make_side_value(side)})
        assert form.is_valid()
        assert form.cleaned_data["side"] == side
    assert make_side_value(None) == ""
    assert not SideStepForm(meeting, {"part": part.pk, "side": ""}).is_valid()


# ---------------------------------------------------------------------------------------------------- what is proposed
def propose(meeting, fact: str, text: str, published=datetime.date(2025, 3, 14)):
    article = factories.ArticleFactory(raw_text=text, published_on=published)
    factories.SourceFactory(meeting=meeting, article=article)
    return propose_fact(fact, meeting, Words(article, 0, len(text)))


@pytest.mark.parametrize(
    ("fact", "text", "understood", "initial"),
    [
        ("date", "12 آذار 2025", True, {"date": datetime.date(2025, 3, 12), "date_precision": "day"}),
        ("date", "آذار 2025", True, {"date": datetime.date(2025, 3, 1), "date_precision": "month"}),
        ("date", "في القصر", False, {"date": datetime.date(2023, 11, 3), "date_precision": "day"}),
        ("place", "في باريس", True, {"city": "باريس", "venue": ""}),
        ("place", "في القاعة", False, {"city": "في القاعة", "country": None}),
        ("kind", "اتصال هاتفي", True, {"kind": "phone"}),
        ("kind", "القاعة", False, {"kind": "in-person"}),
        ("topic", "القاعة", False, {"topic": None}),
        ("side", "القاعة", False, {"side": ""}),
        ("title", "وزير  الخارجية", True, {"title": "وزير الخارجية"}),
    ],
)
def test_what_marked_words_propose(meeting, fact, text, understood, initial):
    read = propose(meeting, fact, text)
    assert read.understood is understood
    assert {name: read.initial[name] for name in initial} == initial


def test_a_day_that_is_not_clear_leaves_that_of_the_record(meeting):
    read = propose(meeting, "date", "يوم الأربعاء", published=None)
    assert (read.initial["date"], read.understood) == (meeting.date, False)


def test_a_place_that_is_not_known_is_where_they_met(meeting):
    Meeting.objects.update(place=factories.PlaceFactory())
    meeting.refresh_from_db()
    read = propose(meeting, "place", "في القاعة")
    assert read.initial["country"] == meeting.place.country_id


@pytest.mark.parametrize(
    ("code", "in_table", "side"), [("العراقي", "country", "country"), ("حلف الناتو", "organisation", "organisation")]
)
def test_the_side_on_record_that_words_name(meeting, code, in_table, side):
    factories.CountryFactory()
    factories.OrganisationFactory(code="NATO", name_ar="حلف شمال الأطلسي", name_en="NATO")
    read = propose(meeting, "side", code)
    assert read.understood
    assert read.initial["side"].startswith(f"{side}:")


@pytest.mark.parametrize(("fact", "is_proposed"), [("date", True), ("place", True), ("kind", True), ("title", False)])
def test_earlier_marks_of_a_fact_that_a_meeting_has_once_are_replaced(meeting, fact, is_proposed):
    article = meeting.sources.get().article
    words = Words(article, 0, 5)
    assert propose_fact(fact, meeting, words).initial["instead"] is False
    factories.EvidenceFactory(meeting=meeting, article=article, fact=fact, quote="بغداد", start=0, end=5)
    assert propose_fact(fact, meeting, words).initial["instead"] is False
    factories.EvidenceFactory(meeting=meeting, article=article, fact=fact, quote="أربيل")
    assert propose_fact(fact, meeting, words).initial["instead"] is is_proposed


class TestPeople:
    def test_the_participant_on_record_is_proposed(self, meeting):
        part = factories.ParticipationFactory(meeting=meeting, official__name_ar="فؤاد حسين")
        factories.OfficialNameFactory(official=part.official)
        read = propose(meeting, "participant", "فؤاد حسين")
        assert read.understood
        assert (read.initial["part"], read.initial["official"]) == (part.pk, str(part.official.pk))

    def test_a_participant_of_that_spelling_is_proposed(self, meeting):
        factories.ParticipationFactory(meeting=meeting, official=None, title_ar="وفد")
        part = factories.ParticipationFactory(meeting=meeting, official=None, name_as_written="فواد حسين")
        read = propose(meeting, "participant", "فؤاد حسين")
        assert read.understood
        assert (read.initial["part"], read.initial["official"]) == (part.pk, NEW_OFFICIAL)

    def test_somebody_unknown_is_new(self, meeting):
        factories.ParticipationFactory(meeting=meeting, official__name_ar="أيمن الصفدي")
        read = propose(meeting, "participant", "فؤاد حسين")
        assert not read.understood
        assert (read.initial["part"], read.initial["official"], read.initial["name"]) == (None, "new", "فؤاد حسين")

    @pytest.mark.parametrize(("family", "is_offered"), [("طه", False), ("طها", True)])
    def test_a_family_name_of_three_letters_is_enough(self, meeting, family, is_offered):
        official = factories.OfficialFactory(name_ar=f"نزار {family}")
        factories.OfficialNameFactory(official=official)
        read = propose(meeting, "participant", f"كريم {family}")
        assert bool(read.options["candidates"]) is is_offered

    def test_so_many_candidates(self, meeting):
        assert MAX_CANDIDATES == 5
        for given in ("نزار", "كريم", "سامي", "رامي", "هادي", "وليد"):
            factories.OfficialNameFactory(official=factories.OfficialFactory(name_ar=f"{given} الصالحي"))
        assert len(propose(meeting, "participant", "جميل الصالحي").options["candidates"]) == 5
