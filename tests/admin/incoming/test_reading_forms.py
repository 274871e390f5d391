"""The boxes of a preview, each at its limits: what they take, refuse, leave out and fill in."""

import datetime
import json
from types import SimpleNamespace

import pytest

from meetings.admin.incoming import corrections
from meetings.admin.incoming.choices import DeskChoices, find_sides_like
from meetings.admin.incoming.preview_forms import _count, _left_out
from meetings.admin.incoming.reading_forms import (
    AS_READ,
    MAX_MARKS,
    MeetingFactsForm,
    OfferedChoices,
    PersonForm,
    Picked,
    PickedField,
    PickedManyField,
    ReportForm,
    refuse_twice,
)
from meetings.extraction.readings import DateReading, EvidenceReading, PlaceReading
from meetings.models import Meeting
from tests import factories


class Known(OfferedChoices):
    """Choices of which "1" and "2" are known."""

    def label(self, value: str) -> str | None:
        return f"label {value}" if value in ("1", "2", "IQ") else None

    official = place = side = topic = outlet = label


# ---------------------------------------------------------------------------------------------------------- the widgets
@pytest.mark.parametrize(
    ("value", "shown"),
    [([], [("", True)]), (["1"], [("", False), ("1", True)]), (["9"], [("", False)]), ([""], [("", True)])],
)
def test_a_box_for_one_shows_the_chosen_entry_and_an_empty_one(value, shown):
    [(_, options, _)] = Picked({}, Known().label).optgroups("x", value)
    assert [(option["value"], option["selected"]) for option in options] == shown


def test_a_box_for_several_shows_the_chosen_ones_that_are_known():
    form = MeetingFactsForm(choices=Known())
    [(_, options, _)] = form.fields["topics"].widget.optgroups("x", ["2", "9", "1"])
    assert [option["label"] for option in options] == ["label 2", "label 1"]


@pytest.mark.parametrize(("sent", "is_known"), [("", True), ("1", True), ("9", False)])
def test_an_entry_that_is_gone_is_refused(sent, is_known):
    field = PickedField(required=False)
    field.widget = Picked({}, Known().label)
    if is_known:
        assert field.clean(sent) == sent
    else:
        with pytest.raises(Exception, match="no longer exists"):
            field.clean(sent)


@pytest.mark.parametrize(("sent", "kept"), [(None, []), ([], []), (["2", "9", "1", "2"], ["2", "1"])])
def test_of_several_entries_those_that_are_gone_are_left_out(sent, kept):
    field = PickedManyField(required=False)
    field.widget = Picked({}, Known().label)
    assert field.clean(sent) == kept


@pytest.mark.parametrize(
    ("place_read", "value", "label"),
    [("بغداد", AS_READ, "بغداد"), ("", AS_READ, None), ("بغداد", "1", "label 1"), ("بغداد", "9", None)],
)
def test_the_place_that_was_read_is_a_choice_where_there_is_one(place_read, value, label):
    form = MeetingFactsForm(choices=Known(), place_read=place_read)
    assert form.fields["place"].widget.label_of(value) == label


# --------------------------------------------------------------------------------------------------------- the report
TEXT = "0123456789"


def marks(*sent: object) -> list[object]:
    form = ReportForm({"marks": json.dumps(sent)}, choices=Known(), text=TEXT)
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
        form = ReportForm({"marks": sent}, choices=Known(), text=TEXT)
        assert form.is_valid()
        assert form.cleaned_data["marks"] == []


# --------------------------------------------------------------------------------------------------------- the meeting
def meeting_form(**sent: object) -> MeetingFactsForm:
    return MeetingFactsForm({"keep": "on", "kind": "phone", **sent}, choices=Known())


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
    return PersonForm({"keep": "on", **sent}, choices=Known())


@pytest.mark.parametrize(
    ("sent", "is_kept", "errors"),
    [
        ({"official": "1"}, True, []),
        ({"name": "فؤاد حسين"}, True, []),
        ({"title": "وزير"}, True, []),
        ({}, False, []),  # an added row that was left empty
        ({"side": "IQ"}, True, ["name"]),
        ({"read": "0"}, True, ["name"]),
        ({"read": "0", "side": "IQ"}, True, ["name"]),
        ({"official": "9"}, True, ["official"]),
        ({"keep": "", "official": "9"}, False, []),
    ],
)
def test_a_participant_has_a_name_or_a_title(sent, is_kept, errors):
    form = person_form(**sent)
    assert list(form.errors) == errors
    assert bool(form.cleaned_data.get("keep")) is is_kept


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


def card(read: PlaceReading | None, **sent: str) -> SimpleNamespace:
    form = SimpleNamespace(cleaned_data={"place": "", "venue": "", **sent})
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
        (None, {}, None),
    ],
)
def test_the_place_of_a_corrected_meeting(read, sent, place):
    assert corrections._place(card(read, **sent)) == place


@pytest.mark.django_db
def test_the_place_that_an_editor_chose():
    city = factories.PlaceFactory()
    chosen = corrections._place(card(IN_BAGHDAD, place=str(city.pk), venue="القصر"))
    assert chosen == PlaceReading("بغداد", "IQ", "القصر")
    country = factories.PlaceFactory(slug="fr", kind="country", city_ar="", city_en="", country__code="FR")
    assert corrections._place(card(None, place=str(country.pk))) == PlaceReading(None, "FR", None)


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


# --------------------------------------------------------------------------------------------------------------- sides
@pytest.mark.django_db
def test_a_side_with_exactly_this_name_comes_first():
    for code, name in (("AA", "العراق الجديد"), ("IQ", "العراق"), ("FR", "فرنسا")):
        factories.CountryFactory(code=code, name_ar=name, name_en=name)
    assert [one["id"] for one in find_sides_like("العراق")] == ["IQ", "AA"]
    assert [one["id"] for one in find_sides_like("العراق جديد")] == ["AA"]
    assert find_sides_like("ألمانيا") == []


@pytest.mark.django_db
def test_so_many_sides_are_offered():
    for number in range(21):
        factories.CountryFactory(code=f"X{number}", name_ar=f"دولة {number}", name_en=f"State {number}")
    assert len(find_sides_like("دولة")) == 20


@pytest.mark.django_db
def test_topics_and_outlets_by_code_and_by_number():
    topic, outlet = factories.TopicFactory(), factories.OutletFactory()
    choices = DeskChoices()
    assert choices.topic_of_code("security") == str(topic.pk)
    assert choices.topic_of_code("none") is choices.topic("0") is choices.outlet("0") is None
    assert choices.topic(str(topic.pk)) == topic.name
    assert choices.outlet_of_code("ina") == str(outlet.pk)
    assert choices.outlet_of_code(None) is None
    assert choices.outlet(str(outlet.pk)) == outlet.name


def test_the_record_on_file_is_offered_first():
    assert [key for key, _ in MeetingFactsForm(choices=Known()).fields["into"].choices] == [""]
    form = MeetingFactsForm(choices=Known(), known=Meeting(pk=5))
    assert [key for key, _ in form.fields["into"].choices] == ["5", ""]


def test_numbers_that_no_record_can_have_choose_nothing():
    choices = DeskChoices(officials=["9" * 5000, "7"], places=["9" * 5000])
    assert (choices._officials, choices._places) == ({7}, set())
