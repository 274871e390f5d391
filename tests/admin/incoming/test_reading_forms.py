"""The boxes of a preview, each at its limits: what they take, refuse, leave out and fill in."""

import datetime
import json
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from meetings.admin.incoming import corrections
from meetings.admin.incoming.choices import PreviewRecords
from meetings.admin.incoming.preview_forms import _count, _left_out
from meetings.admin.incoming.reading_forms import (
    AS_READ,
    MAX_MARKS,
    MeetingFactsForm,
    PersonForm,
    ReportForm,
    refuse_twice,
)
from meetings.admin.participants.picking import PickedRecords
from meetings.admin.participants.picking_many import PickManyField
from meetings.extraction.readings import DateReading, EvidenceReading, MeetingReading, PlaceReading, TopicReading
from meetings.ingest.proposal import MeetingProposal
from meetings.models import Country, Meeting, Official, Organisation, Place, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def known() -> PickedRecords:
    """Records with the ids 1 and 2 as if the page had loaded them."""
    named = [model(pk=pk, name_ar=f"اسم {pk}") for model in (Official, Country, Topic) for pk in (1, 2)]
    return PickedRecords([], [*named, Organisation(pk=1), Place(pk=1, city_ar="بغداد")])


# ------------------------------------------------------------------------------------------------------------- topics
@pytest.fixture
def field() -> PickManyField:
    made = PickManyField("topic", label="topics")
    made.widget.records = known()
    return made


@pytest.mark.parametrize(("sent", "kept"), [(None, []), ([], []), (["2", "9", "", "1", "2", "x"], [2, 1])])
def test_of_several_entries_those_that_are_gone_are_left_out(field, sent, kept):
    assert [one.pk for one in field.clean(sent)] == kept


def test_a_typed_topic_is_added_or_refused_with_what_may_be_meant(field):
    water, trade = factories.TopicFactory(code="water", name_ar="ملف المياه"), factories.TopicFactory(code="trade")
    assert field.clean([str(trade.pk), "typed:ملف المياه"]) == [trade, water]
    with pytest.raises(Exception, match="no entry called"):
        field.clean(["typed:مياه"])
    shown = field.widget.render("topics", [str(trade.pk), "typed:مياه"], {"id": "id_topics"})
    assert [option in shown for option in (f'value="{water.pk}"', 'value="typed:مياه" selected')] == [True, True]


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ({}, []),
        ({"x": ["1", ""]}, ["1"]),
        ({"x": ["1"], "x-typed": " المياه "}, ["1", "typed:المياه"]),
        ({"x-typed": " "}, []),
    ],
)
def test_the_ticked_topics_and_the_typed_one_are_sent(field, data, value):
    assert field.widget.value_from_datadict(data, {}, "x") == value


def test_each_chosen_topic_has_a_box_of_its_own(field):
    shown = field.widget.render("x", ["2", "9", "1"], {"id": "id_x"})
    assert [f'value="{pk}" checked' in shown for pk in (1, 2, 9)] == [True, True, False]
    assert shown.index("اسم 2") < shown.index("اسم 1")
    assert not field.has_changed([Topic(pk=2), Topic(pk=1)], ["2", "1"])
    assert field.has_changed([Topic(pk=2)], ["2", "1"])


# -------------------------------------------------------------------------------------------------------------- places
@pytest.mark.parametrize(
    ("place_read", "sent", "place", "errors"),
    [
        ("بغداد", AS_READ, AS_READ, []),
        ("", AS_READ, None, ["place"]),
        ("بغداد", "1", "1", []),
        ("بغداد", "9", None, ["place"]),
        ("", "new:بوليا، العراق", PlaceReading("بوليا", "IQ"), []),
        ("", "new:العراق", PlaceReading(None, "IQ"), []),
        ("", "new:بغداد", PlaceReading("بغداد", "IQ"), []),
        ("", "new:بوليا", None, ["country"]),
        ("", "typed:بوليا", None, ["place"]),
    ],
)
def test_a_place_is_on_record_or_as_read_or_new_with_its_country(place_read, sent, place, errors):
    factories.CountryFactory()
    form = MeetingFactsForm({"keep": "on", "kind": "phone", "place": sent}, records=known(), place_read=place_read)
    assert list(form.errors) == errors
    if not errors:
        chosen = form.cleaned_data["place"]
        assert (str(chosen.pk) if isinstance(chosen, Place) else chosen) == place


@pytest.mark.parametrize(
    ("country", "place", "errors"),
    [
        ("Italy", PlaceReading("بوليا", "IT"), []),
        ("NATO", None, ["country"]),
        ("country:99", None, ["country"]),
    ],
)
def test_the_country_of_a_new_place_is_asked_beside_it(country, place, errors):
    keys = {
        "Italy": f"country:{factories.CountryFactory(code='IT').pk}",
        "NATO": f"organisation:{factories.OrganisationFactory().pk}",
    }
    data = {"keep": "on", "kind": "phone", "place": "new:بوليا", "country": keys.get(country, country)}
    form = MeetingFactsForm(data, records=PickedRecords([]))
    assert list(form.errors) == errors
    if not errors:
        assert form.cleaned_data["place"] == place


def test_the_place_as_read_stays_an_offer_beside_candidates():
    factories.PlaceFactory()
    data = {"keep": "on", "kind": "phone", "place": "typed:بغ"}
    form = MeetingFactsForm(data, records=known(), place_read="البصرة، العراق")
    assert list(form.errors) == ["place"]
    shown = str(form["place"])
    assert "البصرة، العراق" in shown
    assert 'value="read"' in shown
    assert form.fields["place"].widget.get_label(AS_READ) == "البصرة، العراق"


# --------------------------------------------------------------------------------------------------------- the report
TEXT = "0123456789"


def marks(*sent: object) -> list[object]:
    form = ReportForm({"marks": json.dumps(sent)}, records=known(), text=TEXT, user=AnonymousUser())
    assert form.is_valid()
    return form.cleaned_data["marks"]


def a_mark(**more: object) -> dict[str, object]:
    return {"of": "m0", "fact": "date", "start": 2, "end": 5, **more}


@pytest.mark.parametrize(
    ("more", "fits"),
    [
        ({}, True),
        ({"start": 0, "end": 10}, True),
        ({"start": -1}, False),
        ({"end": 11}, False),
        ({"start": 4}, True),
        ({"start": 5}, False),
        ({"start": 6}, False),
        ({"start": "2"}, False),
        ({"end": "5"}, False),
        ({"start": True}, False),
        ({"fact": "weather"}, False),
        ({"of": 1}, False),
        ({"value": "3"}, True),
        ({"value": 3}, False),
    ],
)
def test_a_mark_lies_in_the_text(more, fits):
    assert marks(a_mark(**more)) == ([a_mark(**more)] if fits else [])


def test_marks_are_limited_and_none_are_none():
    assert MAX_MARKS == 500
    assert len(marks(*[a_mark()] * 501)) == 500
    assert marks("x", a_mark()) == [a_mark()]
    for sent in ("", "{}", "[", "null"):
        form = ReportForm({"marks": sent}, records=known(), text=TEXT, user=AnonymousUser())
        assert form.is_valid()
        assert form.cleaned_data["marks"] == []


# --------------------------------------------------------------------------------------------------------- the meeting
def meeting_form(**sent: object) -> MeetingFactsForm:
    return MeetingFactsForm({"keep": "on", "kind": "phone", **sent}, records=known())


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, []),
        ({"date": "2/3/2025", "date_end": "2/3/2025"}, []),
        ({"date": "2/3/2025", "date_end": "3/3/2025"}, []),
        ({"date": "2/3/2025", "date_end": "1/3/2025"}, ["date_end"]),
        ({"date_end": "1/3/2025"}, ["date_end"]),
        ({"date": "x", "date_end": "1/3/2025"}, ["date"]),
        ({"date": "2/3/2025", "date_end": "x"}, ["date_end"]),
        ({"keep": "", "date": "x"}, []),
        ({"keep": "", "date_end": "1/3/2025"}, []),
    ],
)
def test_the_days_of_a_meeting(sent, errors):
    assert list(meeting_form(**sent).errors) == errors


@pytest.mark.parametrize(
    ("sent", "precision"),
    [
        ({"precision": "month"}, "unknown"),
        ({"date": "2/3/2025"}, "day"),
        ({"date": "2/3/2025", "precision": "unknown"}, "day"),
        ({"date": "2/3/2025", "precision": "month"}, "month"),
    ],
)
def test_how_exact_a_day_is(sent, precision):
    form = meeting_form(**sent)
    assert form.is_valid()
    assert form.cleaned_data["precision"] == precision


# ------------------------------------------------------------------------------------------------------- participants
def person_form(**sent: object) -> PersonForm:
    return PersonForm({"keep": "on", **sent}, records=known())


@pytest.mark.parametrize(
    ("sent", "is_kept", "errors"),
    [
        ({"official": "1"}, True, []),
        ({"official": "new:فؤاد حسين"}, True, []),
        ({"official": "typed:فؤاد"}, True, ["official"]),
        ({"name": "فؤاد حسين"}, True, []),
        ({"title": "وزير"}, True, []),
        ({}, False, []),  # an added row that was left empty
        ({"side": "country:1"}, True, ["name"]),
        ({"read": "0"}, True, ["name"]),
        ({"read": "0", "side": "country:1"}, True, ["name"]),
        ({"official": "1", "side": "IQ"}, True, ["side"]),
        ({"official": "9"}, True, ["official"]),
        ({"keep": "", "official": "9"}, False, []),
    ],
)
def test_a_participant_has_a_name_or_a_title(sent, is_kept, errors):
    form = person_form(**sent)
    assert list(form.errors) == errors
    assert bool(form.cleaned_data.get("keep")) is is_kept


@pytest.mark.parametrize(
    ("sent", "row", "corrected"),
    [
        ({}, ("فؤاد حسين", "وزير خارجية العراق", "IQ"), {"official", "name", "title", "side"}),
        ({"title": "الوزير"}, ("فؤاد حسين", "الوزير", "IQ"), {"official", "name", "title", "side"}),
        ({"name": "حسين"}, ("فؤاد حسين", "وزير خارجية العراق", "IQ"), {"official", "name", "title", "side"}),
    ],
)
def test_a_new_official_is_a_name_with_the_title_and_the_side_of_the_typed_words(sent, row, corrected):
    factories.CountryFactory()
    form = person_form(official="new:وزير خارجية العراق فؤاد حسين", **sent)
    assert form.is_valid()
    data = form.cleaned_data
    assert data["official"] is None
    assert (data["name"], data["title"], data["side"].code) == row
    assert form.corrected - {"keep", "role"} == corrected


@pytest.mark.parametrize(("sent", "role"), [("", "party"), ("host", "host")])
def test_a_participant_without_a_role_is_a_party(sent, role):
    form = person_form(official="1", role=sent)
    assert form.is_valid()
    assert form.cleaned_data["role"] == role


@pytest.mark.parametrize(
    ("people", "errors"),
    [
        ([{"official": "1"}, {"official": "2"}], [[], []]),
        ([{"official": "1"}, {"official": "1"}], [[], ["official"]]),
        ([{"official": "1"}, {"official": "1", "keep": ""}], [[], []]),
        ([{"official": "1", "name": "أ"}, {"official": "2", "name": "أ"}], [[], []]),
        ([{"name": "فؤاد  حسين"}, {"name": "فؤاد حسين"}], [[], ["name"]]),
        ([{"name": "فؤاد"}, {"name": "حسين"}], [[], []]),
        ([{"title": "وزير"}, {"title": "وزير"}], [[], []]),
        ([{"official": "1"}, {"name": "1"}], [[], []]),
    ],
)
def test_nobody_takes_part_twice(people, errors):
    forms = [person_form(**one) for one in people]
    refuse_twice(forms)
    assert [list(form.errors) for form in forms] == errors


# -------------------------------------------------------------------------------------------------------------- counts
@pytest.mark.parametrize(
    ("data", "number"),
    [
        (None, 4),
        ({}, 4),
        ({"m-count": "3"}, 3),
        ({"m-count": "0"}, 0),
        ({"m-count": "150"}, 150),
        ({"m-count": "151"}, 150),
        ({"m-count": "100000"}, 150),
        ({"m-count": "-1"}, 4),
        ({"m-count": "x"}, 4),
    ],
)
def test_the_number_of_rows_that_were_sent(data, number):
    assert _count(data, "m", 4) == number


@pytest.mark.parametrize(("sent", "number"), [("60", 60), ("61", 60)])
def test_the_number_of_meetings_that_were_sent(sent, number):
    assert _count({"meetings-count": sent}, "meetings", 4) == number


@pytest.mark.parametrize(
    ("text", "body", "left_out"),
    [
        ("abcdef", [], []),
        ("abcdef", [(0, 6)], []),
        ("abcdef", [(2, 4)], [(0, 2), (4, 6)]),
        ("ab  cd", [(0, 2), (4, 6)], []),
        ("abcdef", [(4, 6), (0, 2)], [(2, 4)]),
        ("abcdef", [(0, 5), (1, 3)], [(5, 6)]),
    ],
)
def test_the_text_outside_the_report(text, body, left_out):
    assert [(mark.start, mark.end) for mark in _left_out(text, body)] == left_out


# --------------------------------------------------------------------------------------------------------- corrections
@pytest.mark.parametrize(
    ("read", "sent", "kept"),
    [
        ("a\n b", "a b", "a\n b"),
        ("a\n b", "a c", "a c"),
        ("a", "", None),
        (None, "a", "a"),
        (None, "", None),
    ],
)
def test_words_stay_as_the_text_has_them(read, sent, kept):
    assert corrections._kept_words(read, sent) == kept


DAY, NEXT = datetime.date(2025, 3, 12), datetime.date(2025, 3, 13)
READ = DateReading(DAY, NEXT, "day", "stated", "x")


@pytest.mark.parametrize(
    ("day", "end", "precision", "when"),
    [
        (DAY, NEXT, "day", READ),
        (None, None, "day", DateReading()),
        (NEXT, NEXT, "day", DateReading(NEXT, NEXT, "day", "editor")),
        (DAY, None, "day", DateReading(DAY, None, "day", "editor")),
        (DAY, NEXT, "month", DateReading(DAY, NEXT, "month", "editor")),
    ],
)
def test_a_day_that_the_editor_left_is_the_one_that_was_read(day, end, precision, when):
    assert corrections._when(READ, {"date": day, "date_end": end, "precision": precision}) == when


def card(read: PlaceReading | None, **sent: object) -> SimpleNamespace:
    form = SimpleNamespace(cleaned_data={"place": None, "venue": "", **sent})
    return SimpleNamespace(read=SimpleNamespace(place=read), form=form)


IN_BAGHDAD = PlaceReading("بغداد", "IQ", "القصر")


@pytest.mark.parametrize(
    ("read", "sent", "place"),
    [
        (IN_BAGHDAD, {"place": AS_READ, "venue": "القصر"}, IN_BAGHDAD),
        (IN_BAGHDAD, {"place": AS_READ}, PlaceReading("بغداد", "IQ", None)),
        (IN_BAGHDAD, {"venue": "القاعة"}, PlaceReading(venue="القاعة")),
        (IN_BAGHDAD, {}, None),
        (None, {"venue": "القاعة"}, PlaceReading(venue="القاعة")),
        (None, {"place": PlaceReading("باريس", "FR"), "venue": "القصر"}, PlaceReading("باريس", "FR", "القصر")),
        (None, {}, None),
    ],
)
def test_the_place_of_a_corrected_meeting(read, sent, place):
    assert corrections._place(card(read, **sent)) == place


def test_the_place_that_an_editor_chose():
    city = factories.PlaceFactory()
    chosen = corrections._place(card(IN_BAGHDAD, place=city, venue="القصر"))
    assert chosen == PlaceReading("بغداد", "IQ", "القصر")
    country = factories.PlaceFactory(slug="fr", kind="country", city_ar="", city_en="", country__code="FR")
    assert corrections._place(card(None, place=country)) == PlaceReading(None, "FR", None)


def evidence(fact: str, start: int = 0, value: str | None = None) -> EvidenceReading:
    return EvidenceReading(fact, start, start + 1, "read", value=value)


def test_marks_of_the_editor_replace_what_was_read_of_the_same_fact():
    sent = corrections._Marks.sent(
        [
            {"of": "m0", "fact": "date", "start": 5, "end": 6},
            {"of": "m0", "fact": "topic", "start": 6, "end": 7, "value": "1"},
            {"of": "m0", "fact": "topic", "start": 7, "end": 8, "value": "9"},
            {"of": "m1", "fact": "place", "start": 8, "end": 9},
        ],
        {"1": "water"},
    )
    read = [evidence("date"), evidence("place"), evidence("kind"), evidence("topic", value="energy")]
    found = sent.instead("m0", read, {"kind"})
    assert [(one.fact, one.start, one.value) for one in found] == [
        ("place", 0, None), ("topic", 0, "energy"), ("date", 5, None), ("topic", 6, "water"),
    ]  # fmt: skip
    assert [one.fact for one in sent.instead("m1", read, set())] == ["date", "kind", "topic", "place"]
    assert [one.fact for one in sent.instead("m0", read, {"topic"})] == ["place", "kind", "date", "topic"]


# -------------------------------------------------------------------------------------------------------------- records
def test_the_records_of_a_reading_are_found_by_code(django_assert_max_num_queries):
    topic, outlet, iraq = factories.TopicFactory(), factories.OutletFactory(), factories.CountryFactory()
    read = MeetingReading(place=PlaceReading("بغداد", "IQ"), topics=[TopicReading("security"), TopicReading("none")])
    with django_assert_max_num_queries(4):
        records = PreviewRecords([MeetingProposal(read)], "ina", {"m0-p0-side": f"country:{iraq.pk}", "outlet": "x"})
        assert records.sides == {"IQ": iraq}
        assert (records.topics, records.outlet) == ({"security": topic}, outlet)
        assert records.get(("country", iraq.pk)) == iraq
    assert PreviewRecords([]).outlet is None


def test_the_record_on_file_is_offered_first():
    assert [key for key, _ in MeetingFactsForm(records=known()).fields["into"].choices] == [""]
    form = MeetingFactsForm(records=known(), known=Meeting(pk=5))
    assert [key for key, _ in form.fields["into"].choices] == ["5", ""]


def test_numbers_that_no_record_can_have_choose_nothing():
    records = PreviewRecords([], data={"m0-p0-official": "9" * 5000, "m0-place": "7"})
    assert records.get(("place", 7)) is None
