"""The steps of a correction by marking at their limits: positions, days, places, participants."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from meetings.admin.participants.picking import make_key
from meetings.admin.review.marking_forms import (
    DateStepForm,
    ParticipantStepForm,
    PlaceStepForm,
    SideStepForm,
    WordsForm,
    select_participants,
)
from meetings.admin.review.reading import MAX_CANDIDATES, propose_fact
from meetings.extraction.readings import PlaceReading
from meetings.models import Meeting, Participation
from meetings.services.marking import Words
from meetings.services.named_records import read_new_place
from meetings.services.new_people import NewPerson
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
    ("sent", "errors"),
    [
        ({"place": "on record"}, []),
        ({"place": ""}, ["place"]),
        ({"place": "new:بوليا"}, ["country"]),
        ({"place": "new:أربيل"}, []),  # the gazetteer has its country
        ({"place": "new:بوليا", "country": "Iraq"}, []),
        ({"place": "new:العراق"}, []),
        ({"place": "new:بوليا", "country": "a body"}, ["country"]),
        ({"place": "new:بوليا، العراق"}, []),
    ],
)
def test_a_marked_place_is_on_record_or_has_a_country(meeting, sent, errors):
    keys = {
        "on record": factories.PlaceFactory().pk,
        "Iraq": make_key(factories.CountryFactory()),
        "a body": make_key(factories.OrganisationFactory()),
    }
    form = PlaceStepForm(meeting, {name: keys.get(value, value) for name, value in sent.items()})
    assert list(form.errors) == errors


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("بوليا، العراق", PlaceReading("بوليا", "IQ")),
        ("بوليا,العراق", PlaceReading("بوليا", "IQ")),
        ("نهر، بوليا، العراق", PlaceReading("نهر، بوليا", "IQ")),
        ("العراق", PlaceReading(None, "IQ")),
        ("أربيل", PlaceReading("أربيل", "IQ")),
    ],
)
def test_the_words_of_a_new_place_name_its_country(typed, place):
    factories.CountryFactory()
    assert read_new_place(typed, None) == place


class TestParticipants:
    def form(self, meeting, editor, part=None, **sent) -> ParticipantStepForm:
        number = part.pk if part else ""
        data = {"role": "party", "part": number, "shown_part": number, **sent}
        return ParticipantStepForm(meeting, data, instance=part or Participation(meeting=meeting), user=editor)

    @pytest.fixture
    def editor(self, django_user_model):
        return django_user_model.objects.create(username="editor", is_staff=True, is_superuser=True)

    def test_a_new_one_has_a_name(self, meeting, editor):
        assert list(self.form(meeting, editor).errors) == ["official"]
        assert list(self.form(meeting, editor, official="new: ").errors) == ["official"]
        form = self.form(meeting, editor, official="new:فؤاد حسين")
        assert form.is_valid()
        assert form.new_person == NewPerson("فؤاد حسين")

    def test_a_known_official_needs_none(self, meeting, editor):
        official = factories.OfficialFactory()
        form = self.form(meeting, editor, official=official.pk)
        assert form.is_valid()
        assert (form.instance.official, form.new_person) == (official, None)

    def test_a_person_is_not_a_group(self, meeting, editor):
        part = factories.ParticipationFactory(meeting=meeting, official=None, title_ar="وفد", is_group=True)
        form = self.form(meeting, editor, part, title_ar="وفد")
        assert form.is_valid()
        assert form.instance.is_group
        form = self.form(meeting, editor, part, official=factories.OfficialFactory().pk)
        assert form.is_valid()
        assert not form.instance.is_group

    def test_who_may_not_create_chooses(self, meeting, django_user_model):
        form = self.form(meeting, django_user_model.objects.create(username="reader"), official="new:فؤاد حسين")
        assert list(form.errors) == ["official"]

    def test_nobody_takes_part_twice(self, meeting, editor):
        part = factories.ParticipationFactory(meeting=meeting)
        other = factories.ParticipationFactory(meeting=meeting)
        taken, free = part.official, factories.OfficialFactory()
        for chosen, official, errors in (
            (None, taken, ["official"]),
            (other, taken, ["official"]),
            (part, taken, []),
            (part, free, []),
            (None, free, []),
        ):
            assert list(self.form(meeting, editor, chosen, official=official.pk).errors) == errors

    def test_the_boxes_are_of_the_chosen_participant(self, meeting, editor):
        part = factories.ParticipationFactory(meeting=meeting)
        assert not self.form(meeting, editor, part).is_of_another
        assert self.form(meeting, editor, part, shown_part="").is_of_another
        assert not self.form(meeting, editor).is_of_another

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


def test_a_side_is_a_country_or_a_body(meeting):
    country, body = factories.CountryFactory(), factories.OrganisationFactory()
    part = factories.ParticipationFactory(meeting=meeting)
    for side in (country, body):
        form = SideStepForm(meeting, {"part": part.pk, "side": make_key(side)})
        assert form.is_valid()
        assert form.cleaned_data["side"] == side
    assert not SideStepForm(meeting, {"part": part.pk, "side": ""}).is_valid()


# ---------------------------------------------------------------------------------------------------- what is proposed
def propose(meeting, fact: str, text: str, published=datetime.date(2025, 3, 14), user=None, chosen=None):
    article = factories.ArticleFactory(raw_text=text, published_on=published)
    factories.SourceFactory(meeting=meeting, article=article)
    return propose_fact(fact, meeting, Words(article, 0, len(text)), user or AnonymousUser(), chosen)


@pytest.mark.parametrize(
    ("fact", "text", "understood", "initial"),
    [
        ("date", "12 آذار 2025", True, {"date": datetime.date(2025, 3, 12), "date_precision": "day"}),
        ("date", "آذار 2025", True, {"date": datetime.date(2025, 3, 1), "date_precision": "month"}),
        ("date", "في القصر", False, {"date": datetime.date(2023, 11, 3), "date_precision": "day"}),
        ("place", "في باريس", True, {"place": "new:باريس", "venue": ""}),
        ("place", "في القاعة", False, {"place": "typed:في القاعة"}),
        ("kind", "اتصال هاتفي", True, {"kind": "phone"}),
        ("kind", "القاعة", False, {"kind": "in-person"}),
        ("topic", "القاعة", False, {"topic": None}),
        ("side", "القاعة", False, {"side": None}),
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


def test_a_place_on_record_is_proposed(meeting):
    place = factories.PlaceFactory()
    assert propose(meeting, "place", f"في {place.city_ar}").initial["place"] == place


@pytest.mark.parametrize(
    ("code", "in_table", "side"), [("العراقي", "country", "country"), ("حلف الناتو", "organisation", "organisation")]
)
def test_the_side_on_record_that_words_name(meeting, code, in_table, side):
    factories.CountryFactory()
    factories.OrganisationFactory(code="NATO", name_ar="حلف شمال الأطلسي", name_en="NATO")
    read = propose(meeting, "side", code)
    assert read.understood
    assert make_key(read.initial["side"]).startswith(f"{side}:")


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
        assert read.options["instance"] == part
        assert not {"official", "side", "position"} & set(read.initial)  # the boxes show the record

    def test_a_participant_of_that_spelling_is_proposed(self, meeting):
        factories.ParticipationFactory(meeting=meeting, official=None, title_ar="وفد")
        part = factories.ParticipationFactory(meeting=meeting, official=None, name_as_written="فواد حسين")
        read = propose(meeting, "participant", "فؤاد حسين")
        assert read.understood
        assert (read.options["instance"], read.initial["official"]) == (part, "typed:فؤاد حسين")

    def test_a_chosen_participant_is_shown_whatever_the_words_name(self, meeting):
        part = factories.ParticipationFactory(meeting=meeting, official__name_ar="أيمن الصفدي")
        for chosen, instance in ((str(part.pk), part), ("", None), ("99999", None)):
            read = propose(meeting, "participant", f"فؤاد حسين {chosen}", chosen=chosen)
            assert read.options["instance"].pk == (instance.pk if instance else None)

    def test_somebody_unknown_is_new_where_the_editor_may_create(self, meeting, django_user_model):
        factories.ParticipationFactory(meeting=meeting, official__name_ar="أيمن الصفدي")
        editor = django_user_model.objects.create(username="editor", is_superuser=True)
        reader = django_user_model.objects.create(username="reader")
        for user, value in ((editor, "new:فؤاد حسين"), (reader, "typed:فؤاد معصوم")):
            read = propose(meeting, "participant", value.partition(":")[2], user=user)
            assert not read.understood
            assert (read.options["instance"].pk, read.initial["official"]) == (None, value)

    def test_a_counterpart_is_not_an_office(self, meeting):
        egypt = factories.CountryFactory(code="EG", name_ar="مصر", name_en="Egypt")
        read = propose(meeting, "participant", "نظيره المصري بدر عبد العاطي")
        assert (read.initial["side"], read.initial["official"]) == (make_key(egypt), "typed:بدر عبد العاطي")
        assert not {"position", "title_ar"} & set(read.initial)

    def test_a_delegation_is_a_group(self, meeting):
        read = propose(meeting, "participant", "وفد عراقي")
        assert read.understood
        assert read.options["instance"].is_group
        assert read.initial["title_ar"] == "وفد عراقي"

    @pytest.mark.parametrize(("family", "is_offered"), [("طه", False), ("طها", True)])
    def test_a_family_name_of_three_letters_is_enough(self, meeting, family, is_offered):
        official = factories.OfficialFactory(name_ar=f"نزار {family}")
        factories.OfficialNameFactory(official=official)
        read = propose(meeting, "participant", f"كريم {family}")
        assert bool(read.options["offers"]) is is_offered
        assert not read.understood  # another person may have the family name: the editor chooses

    def test_so_many_candidates(self, meeting):
        assert MAX_CANDIDATES == 5
        for given in ("نزار", "كريم", "سامي", "رامي", "هادي", "وليد"):
            factories.OfficialNameFactory(official=factories.OfficialFactory(name_ar=f"{given} الصالحي"))
        assert len(propose(meeting, "participant", "جميل الصالحي").options["offers"]) == 5
