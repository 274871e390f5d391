"""Services at their bounds: texts that are just short enough, counts that are just within, who may do it."""

import time
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied

from meetings.models import Appointment, CorrectionRequest, Meeting, SavedFilter, Withdrawal
from meetings.services import clients, correction_requests, disagreements, saved_filters, withdrawals
from meetings.services.checks import check
from meetings.services.correction_requests import DecisionRefusedError, RequestDecision, RequestForm, _check
from meetings.services.history import recorded, select_versions
from meetings.services.participations import fill_in_office, set_order
from meetings.services.people import add_shown_names, find_names_of_others, set_other_names
from meetings.services.roles import UserRole, give_role
from meetings.services.rows import convert_to_column_type, get_column_name, list_unique_columns, show_value
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    DisagreementFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
)


@pytest.fixture
def person(django_user_model):
    def make(role: UserRole | None, name: str = "salma"):
        user = django_user_model.objects.create(username=name)
        give_role(user, role)
        return django_user_model.objects.get(pk=user.pk)

    return make


# -------------------------------------------------------------------------------------------------- correction requests
@pytest.mark.parametrize(
    ("message", "is_refused"),
    [
        ("x" * 9, True),
        ("x" * 10, False),
        ("x" * 2000, False),
        ("x" * 2001, True),
        ("see https://a.example and www.b.example", False),
        ("see https://a.example, www.b.example, HTTP://c.example", True),
    ],
)
def test_the_message_of_a_reader(message, is_refused):
    assert bool(correction_requests._message_problem(RequestForm("t", message=message))) is is_refused


@pytest.mark.parametrize(
    ("address", "is_refused"),
    [
        ("", False),
        ("https://example.org/a", False),
        ("ftp://example.org/a", True),
        ("nonsense", True),
        ("https://example.org/" + "a" * 480, False),
        ("https://example.org/" + "a" * 481, True),
    ],
)
def test_the_source_of_a_reader(address, is_refused):
    assert bool(correction_requests._url_problem(RequestForm("t", source_url=address))) is is_refused


@pytest.mark.parametrize(("address", "is_refused"), [("", False), ("a@example.org", False), ("a@", True)])
def test_the_address_of_a_reader(address, is_refused):
    assert bool(correction_requests._email_problem(RequestForm("t", email=address))) is is_refused


def test_the_bounds_of_a_form():
    names = ("MIN_SECONDS", "MAX_LINKS", "MAX_REQUESTS_AN_HOUR", "MIN_MESSAGE_CHARACTERS", "MAX_MESSAGE_CHARACTERS")
    assert [getattr(correction_requests, name) for name in names] == [3, 2, 10, 10, 2000]


@pytest.mark.parametrize(("seconds", "is_refused"), [(0, True), (2, True), (5, False)])
def test_a_form_is_open_for_some_seconds(monkeypatch, seconds, is_refused):
    form = correction_requests.make_form("date")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)
    problems = correction_requests.read_form({"token": form.token, "message": "x" * 10, "fact": "date"}).problems
    assert bool(problems) is is_refused
    assert (form.fact, correction_requests.make_form("nonsense").fact) == ("date", "other")
    assert correction_requests.read_form({"fact": "nonsense"}).fact == "other"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("decision", "is_refused"),
    [
        (RequestDecision("nonsense"), True),
        (RequestDecision("waiting"), False),
        (RequestDecision("accepted"), True),
        (RequestDecision("rejected", " "), True),
        (RequestDecision("rejected", "No."), False),
        (RequestDecision("rejected", "x" * 1000), False),
        (RequestDecision("rejected", "x" * 1001), True),
        (RequestDecision("duplicate"), True),
        (RequestDecision("rejected", "No.", correction=999), True),
    ],
)
def test_a_decision_that_says_enough(decision, is_refused):
    row = CorrectionRequest.objects.create(key="k", message="x", language="en", site="http://x/")
    if is_refused:
        with pytest.raises(DecisionRefusedError):
            _check(row, decision)
    else:
        _check(row, decision)


@pytest.mark.django_db
def test_a_duplicate_is_of_another_request_that_is_none_itself():
    rows = [
        CorrectionRequest.objects.create(key=f"k{n}", message="x", language="en", site="http://x/", state=state)
        for n, state in enumerate(("waiting", "waiting", "duplicate"))
    ]
    _check(rows[0], RequestDecision("duplicate", duplicate_of=rows[1].pk))
    for other in (rows[0], rows[2]):
        with pytest.raises(DecisionRefusedError):
            _check(rows[0], RequestDecision("duplicate", duplicate_of=other.pk))


@pytest.mark.django_db
def test_a_correction_is_one_of_the_same_record():
    meeting, other = MeetingFactory(), MeetingFactory()
    with recorded(None):
        for one in (meeting, other):
            one.headline_en = "Another"
            one.save()
    row = CorrectionRequest.objects.create(
        key="k", message="x", language="en", site="http://x/", kind="meeting", record_id=meeting.pk
    )
    _check(row, RequestDecision("accepted", "Yes.", correction=select_versions(meeting)[0].pk))
    with pytest.raises(DecisionRefusedError):
        _check(row, RequestDecision("accepted", "Yes.", correction=select_versions(other)[0].pk))


# ------------------------------------------------------------------------------------------------------------- clients
@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "203.0.113.1", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "203.0.113.1, 203.0.113.2", "203.0.113.2"),
        (2, "203.0.113.1, 203.0.113.2", "203.0.113.1"),
        (3, "203.0.113.1, 203.0.113.2", "203.0.113.1"),
    ],
)
def test_who_sent_a_request(settings, proxies, forwarded, client):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    meta = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert clients.identify_client(SimpleNamespace(META=meta)) == client
    assert clients.make_client_key("unix:\n/a-b.sock") == "unix:ab.sock"


def test_so_many_uses_are_within_the_limit():
    cache.clear()
    request = SimpleNamespace(META={"REMOTE_ADDR": "192.0.2.1"})
    assert [clients.is_within_limit(request, "x", 2, 60) for _ in range(3)] == [True, True, False]
    assert clients.is_within_limit(request, "y", 2, 60)


# ------------------------------------------------------------------------------------------------------- saved filters
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "query", "is_refused"),
    [
        ("Name", "?a=1", False),
        ("", "?a=1", True),
        ("Name", "?p=2", True),
        ("x" * 80, "?a=1", False),
        ("x" * 81, "?a=1", True),
        ("Name", "?a=" + "1" * 998, False),
        ("Name", "?a=" + "1" * 999, True),
    ],
)
def test_a_filter_has_a_name_and_a_query(person, name, query, is_refused):
    user = person(UserRole.CONTRIBUTOR)
    if is_refused:
        with pytest.raises(saved_filters.InvalidFilterError):
            saved_filters.save_filter(user, "meeting", name, query)
    else:
        saved_filters.save_filter(user, "meeting", name, query)
    assert SavedFilter.objects.exists() is not is_refused


@pytest.mark.django_db
def test_who_may_share_and_delete_a_filter(person):
    users = {name: person(role, name) for name, role in (
        ("salma", UserRole.CONTRIBUTOR), ("amal", UserRole.EDITOR), ("root", UserRole.ADMINISTRATOR)
    )}  # fmt: skip
    with pytest.raises(PermissionDenied):
        saved_filters.save_filter(users["salma"], "meeting", "a", "?a=1", shared=True)
    shared = saved_filters.save_filter(users["amal"], "meeting", "a", "?a=1", shared=True)
    own = saved_filters.save_filter(users["amal"], "meeting", "b", "?a=1")
    for name, saved in (("salma", shared), ("salma", own), ("root", own)):
        with pytest.raises(PermissionDenied):
            saved_filters.delete_filter(users[name], saved)
    saved_filters.delete_filter(users["root"], shared)
    saved_filters.delete_filter(users["amal"], own)
    assert not SavedFilter.objects.exists()


# --------------------------------------------------------------------------------------------------------- withdrawals
@pytest.mark.parametrize(
    ("reason", "arabic", "english", "is_refused"),
    [
        ("nonsense", "أ", "a", True),
        ("source", "", "", False),
        ("other", "", "", True),
        ("other", "أ", "", False),
        ("other", "", "a", False),
        ("source", "أ" * 500, "a" * 500, False),
        ("source", "أ" * 501, "", True),
        ("source", "", "a" * 501, True),
    ],
)
def test_why_a_record_is_withdrawn(reason, arabic, english, is_refused):
    if is_refused:
        with pytest.raises(withdrawals.WithdrawalRefusedError):
            withdrawals._check(reason, arabic, english)
    else:
        withdrawals._check(reason, arabic, english)


@pytest.mark.django_db
def test_a_command_may_withdraw_and_a_contributor_may_not(person):
    meeting = MeetingFactory()
    with pytest.raises(PermissionDenied):
        withdrawals.withdraw(meeting, person(UserRole.CONTRIBUTOR), "source")
    withdrawals.withdraw(meeting, None, "source")
    with pytest.raises(withdrawals.WithdrawalRefusedError):
        withdrawals.withdraw(Meeting.objects.get(), None, "source")
    with pytest.raises(PermissionDenied):
        withdrawals.publish_again(meeting, person(UserRole.CONTRIBUTOR, "amal"))
    withdrawals.publish_again(Meeting.objects.get(), None, reason="x")
    assert Withdrawal.objects.get().ended_at
    with pytest.raises(withdrawals.WithdrawalRefusedError):
        withdrawals.publish_again(Meeting.objects.get(), None)


# ------------------------------------------------------------------------------------------------------- disagreements
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("end", "said", "left"),
    [
        ("2023-11-05", "2023-11-04", "2023-11-05"),
        ("2023-11-05", "2023-11-05", "2023-11-05"),
        ("2023-11-05", "2023-11-06", None),
    ],
)
def test_a_last_day_before_the_new_first_one_goes(end, said, left):
    meeting = MeetingFactory(date_end=end)
    meeting.refresh_from_db()
    disagreements._set_date(meeting, said)
    assert (meeting.date_end.isoformat() if meeting.date_end else None) == left


@pytest.mark.django_db
def test_a_city_of_a_source_is_in_the_country_on_record():
    CountryFactory(code="FR", name_ar="فرنسا")
    meeting = MeetingFactory(place=PlaceFactory())
    found = disagreements._place_said(DisagreementFactory(meeting=meeting, fact="city", said="أربيل"))
    assert (found.city_ar, found.country.code) == ("أربيل", "IQ")
    nowhere = disagreements._place_said(DisagreementFactory(meeting=MeetingFactory(), fact="city", said="زحلة"))
    assert (nowhere.city_ar, nowhere.country) == ("زحلة", None)
    country = disagreements._place_said(DisagreementFactory(meeting=meeting, fact="country", said="FR"))
    assert (country.city_ar, country.country.code) == ("", "FR")


# -------------------------------------------------------------------------------------------------------------- people
@pytest.mark.django_db
def test_shown_names_are_among_the_names_once():
    official = OfficialFactory(name_ar="فؤاد حسين", name_en="")
    OfficialNameFactory(official=official, name="فواد حسين")
    add_shown_names(official)
    assert [name.name for name in official.names.all()] == ["فواد حسين"]
    official.name_en = "Fuad Hussein"
    add_shown_names(official)
    assert {name.name for name in official.names.all()} == {"فواد حسين", "Fuad Hussein"}
    set_other_names(official, ["Fuad Hussein", "أبو رضا"])
    assert {name.name for name in official.names.all()} == {"فواد حسين", "Fuad Hussein", "أبو رضا"}
    set_other_names(official, [])
    assert {name.name for name in official.names.all()} == {"فواد حسين", "Fuad Hussein"}


@pytest.mark.parametrize(
    ("former", "present", "columns"),
    [
        ({"name_ar": "فؤاد حسين"}, {"name_ar": "أيمن الصفدي"}, ["name_ar"]),
        ({"name_ar": "فؤاد حسين"}, {"name_ar": "فواد حسين"}, []),
        ({"name_ar": "فؤاد حسين"}, {"name_ar": "فؤاد حسين"}, []),
        ({"name_ar": "فؤاد حسين"}, {"name_ar": ""}, []),
        ({"name_ar": "فؤاد حسين"}, {"name_ar": "أبو رضا"}, []),  # it is among the names
        ({"name_en": ""}, {"name_en": "Ayman Safadi"}, []),  # there was none
    ],
)
def test_a_shown_name_of_another_person(former, present, columns):
    assert list(find_names_of_others(former, present, ["أبو رضا"])) == columns


# ------------------------------------------------------------------------------------------------------ participations
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "is_filled"),
    [
        ({}, True),
        ({"official": None, "title_ar": "وزير"}, False),
        ({"has_position": True}, False),
        ({"has_side": True}, False),
    ],
)
def test_the_office_of_that_day_is_filled_in_where_nothing_is_known(fields, is_filled):
    held = AppointmentFactory()
    known = {"official": held.official, "country": None} | {
        name: value for name, value in fields.items() if not name.startswith("has_")
    }
    if "has_position" in fields:
        known["position"] = PositionFactory(code="other")
    if "has_side" in fields:
        known["country"] = CountryFactory(code="FR")
    part = ParticipationFactory.build(meeting=MeetingFactory(), **known)
    fill_in_office(part)
    assert (part.position == held.position) is is_filled
    assert Appointment.objects.count() == 1


@pytest.mark.django_db
def test_on_an_unknown_day_or_before_it_there_is_no_office():
    held = AppointmentFactory()
    for meeting in (MeetingFactory(date=None, date_precision="unknown"), MeetingFactory(date="2020-01-01")):
        meeting.refresh_from_db()
        part = ParticipationFactory.build(meeting=meeting, official=held.official, country=None)
        fill_in_office(part)
        assert part.position is None


@pytest.mark.django_db
def test_participants_in_their_order_are_left_alone(django_assert_max_num_queries):
    meeting = MeetingFactory()
    parts = [ParticipationFactory(meeting=meeting) for _ in range(3)]
    with django_assert_max_num_queries(3):
        set_order(meeting, [part.pk for part in parts])
    set_order(meeting, [parts[2].pk, parts[0].pk, parts[1].pk])
    assert list(meeting.participations.values_list("pk", flat=True)) == [parts[n].pk for n in (2, 0, 1)]


# ---------------------------------------------------------------------------------------------------------------- rows
def test_values_of_rows():
    kind, names = Meeting._meta.get_field("date"), CountryFactory._meta.model._meta.get_field("names")
    assert convert_to_column_type(kind, None) is None
    assert convert_to_column_type(kind, "2023-11-03").year == 2023
    assert convert_to_column_type(names, ["a"]) == ["a"]
    unique = list_unique_columns(Meeting)
    assert ("slug",) in unique
    assert ("id",) not in unique
    assert get_column_name(Meeting, "slug")
    assert get_column_name(Meeting, "none") is not None
    assert show_value(Meeting, "slug", None) == show_value(Meeting, "slug", "")
    assert "a" in show_value(Meeting, "slug", "a")


@pytest.mark.django_db
def test_only_the_findings_of_the_records_that_are_asked_for():
    one, two = MeetingFactory(), MeetingFactory()
    found = {finding.finding.record for finding in check([("meeting", one.pk)])}
    assert ("meeting", one.pk) in found
    assert ("meeting", two.pk) not in found
