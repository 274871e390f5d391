"""Bringing in: nothing in the archive before it is confirmed, everything as it was confirmed after it."""

import io
import json
import re
import zipfile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from meetings.admin.participants.picking import make_key
from meetings.ingest.documents.limits import MAX_UPLOAD_BYTES
from meetings.ingest.reference import REFERENCE_MODELS, load_fixtures
from meetings.models import (
    Article,
    Evidence,
    Feed,
    Incoming,
    Meeting,
    Official,
    OfficialName,
    Outlet,
    Participation,
    Source,
    Version,
)
from meetings.queries.sides import find_sides
from meetings.services.roles import UserRole, give_role
from tests.admin.conftest import address
from tests.conftest import SHARED
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    OutletFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
)
from tests.ingest.web import web

pytestmark = pytest.mark.django_db

REPORT = (
    "وزير الخارجية العراقي يستقبل نظيره التركي\n"
    "12 آذار 2025\n"
    "استقبل وزير الخارجية العراقي فؤاد حسين، اليوم الأربعاء، نظيره التركي هاكان فيدان في بغداد، وبحثا ملف المياه.\n"
    "وأكد الوزيران أهمية التشاور.\n"
)
OUTSIDE = {"incoming", "feed", "indexchange", "archivestate", "meetingstate"}  # what is no record of the archive


@pytest.fixture(autouse=True)
def sides():
    CountryFactory(code="IQ", name_ar="العراق", name_en="Iraq")
    CountryFactory(code="TR", name_ar="تركيا", name_en="Türkiye")
    TopicFactory(code="water", name_ar="المياه", name_en="Water")


@pytest.fixture
def contributor(client, django_user_model):
    user = django_user_model.objects.create(username="contributor")
    give_role(user, UserRole.CONTRIBUTOR)
    client.force_login(user)
    return client


def archive() -> dict[str, int]:
    """How many rows each table of the archive has."""
    return {
        model._meta.model_name: model._base_manager.count()
        for model in apps.get_app_config("meetings").get_models()
        if model._meta.model_name not in OUTSIDE
    }


def paste(client, text: str = REPORT, **more):
    return client.post(address("meetings_incoming_add"), {"way": "paste", "text": text, **more}, follow=True)


def preview(client, text: str = REPORT):
    """The preview of a text that was just pasted."""
    response = paste(client, text)
    assert response.resolver_match.url_name == "incoming-preview"
    return response


def fields(response, **changes) -> dict[str, object]:
    """What a browser sends back from the preview of `response`, with `changes`; None takes a field out."""
    reading = response.context["reading"]
    forms = [reading.form, *(card.form for card in reading.cards)]
    forms += [person.form for card in reading.cards for person in card.people]
    data: dict[str, object] = {"meetings-count": len(reading.cards)}
    for card in reading.cards:
        data[f"{card.prefix}-people-count"] = len(card.people)
    for form in forms:
        for box in form:
            value = box.value()
            if hasattr(value, "strftime"):
                value = value.strftime("%d/%m/%Y")
            if value is not None and value is not False:
                data[box.html_name] = "on" if value is True else value
    # m0_p1_date_end stands for the field m0-p1-date_end.
    data.update({re.sub(r"^(m\d+)_(?:(p\d+)_)?", _prefix, name): value for name, value in changes.items()})
    data = {name: side_key(value) if name.endswith("-side") else value for name, value in data.items()}
    return {name: value for name, value in data.items() if value is not None}


def side_key(value: object) -> object:
    """The value of a box that holds the side with this code; another value as it is."""
    side = find_sides([str(value)]).get(str(value))
    return make_key(side) if side else value


def _prefix(found: re.Match[str]) -> str:
    return "".join(f"{part}-" for part in found.groups() if part)


def decide(client, response, decision: str, **changes):
    return client.post(
        response.request["PATH_INFO"], {**fields(response, **changes), "decision": decision}, follow=True
    )


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def mark(quote: str, fact: str, of: str, text: str = REPORT, value: str = "") -> dict[str, object]:
    start = text.index(quote)
    return {"of": of, "fact": fact, "start": start, "end": start + len(quote), "value": value}


# --- Before anything is confirmed -------------------------------------------------------------------------------------
def test_nothing_is_written_before_it_is_confirmed(desk):
    before = archive()
    response = preview(desk)
    assert Incoming.objects.get().raw_text == REPORT
    decide(desk, response, "check")
    decide(desk, response, "add:m0")
    decide(desk, response, "add:meeting")
    decide(desk, response, "again", published="13/3/2025")
    decide(desk, response, "publish", m0_date="31/2/2025")
    decide(desk, response, "draft", m0_keep=None)
    desk.get(address("incoming-words", Incoming.objects.get().pk), {"fact": "participant", "start": 0, "end": 20})
    assert archive() == before
    decide(desk, response, "drop", rejection="duplicate")
    assert archive() == {**before, "rejection": 1}  # why, for the person who imported it
    assert Incoming.objects.get().state == "dropped"


def test_what_was_read_is_proposed(desk):
    reading = preview(desk).context["reading"]
    (card,) = reading.cards
    assert str(card.form["date"].value()) == "2025-03-12"
    assert card.form["place"].value() == "read"
    assert "بغداد" in str(card.form["place"])
    assert [person.form["name"].value() for person in card.people] == ["فؤاد حسين", "هاكان فيدان"]
    assert [person.form["side"].value() for person in card.people] == [side_key("IQ"), side_key("TR")]
    assert {mark.fact for mark in reading.marks()} >= {"participant", "date", "place", "side", "title"}


def test_a_known_official_is_chosen(desk):
    official = OfficialFactory(name_ar="هاكان فيدان")
    OfficialNameFactory(official=official)
    (card,) = preview(desk).context["reading"].cards
    assert [person.form["official"].value() for person in card.people] == ["", str(official.pk)]


def test_scripts_in_a_text_are_words_on_the_page(desk):
    text = f'{REPORT}<script>alert("1")</script>\n<img src=x onerror=alert(1)> "</textarea><script>alert(2)</script>\n'
    response = preview(desk, text)
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in page


def test_a_pasted_page_is_read_as_one(desk):
    body = f"<nav>x</nav><article><p>{REPORT}</p></article>"
    paste(desk, f"<html><head><script>alert(1)</script></head><body>{body}</body></html>")
    assert "alert" not in Incoming.objects.get().raw_text
    assert "فؤاد حسين" in Incoming.objects.get().raw_text


# --- Storing ----------------------------------------------------------------------------------------------------------
def test_published_in_two_clicks_and_found_by_everyone(desk, editor):
    response = decide(desk, preview(desk), "publish")
    (meeting,) = Meeting.objects.all()
    assert meeting.get_absolute_url() in said(response)
    assert (meeting.review_state, meeting.created_by, str(meeting.date)) == ("published", editor, "2025-03-12")
    assert set(Official.objects.values_list("review_state", flat=True)) == {"published"}
    assert meeting.place.city_ar == "بغداد"
    for evidence in meeting.evidence.all():
        assert REPORT[evidence.start : evidence.end] == evidence.quote
        assert evidence.author is None
    incoming = Incoming.objects.get()
    assert (incoming.state, incoming.article, incoming.decided_by) == ("stored", Article.objects.get(), editor)
    desk.logout()
    assert desk.get(meeting.get_absolute_url()).status_code == 200
    version = Version.objects.filter(kind="meeting").first()
    assert (version.user, version.way) == (editor, "bring-in")


def test_saved_as_a_draft(desk):
    response = decide(desk, preview(desk), "draft")
    (meeting,) = Meeting.objects.all()
    assert meeting.review_state == "draft"
    assert address("meetings_meeting_change", meeting.pk) in said(response)
    desk.logout()
    assert desk.get(meeting.get_absolute_url()).status_code == 404


def test_corrections(desk, editor):
    turkey = CountryFactory(code="TR", name_ar="تركيا", name_en="Türkiye")
    paris = PlaceFactory(slug="tr-ankara", city_ar="أنقرة", city_en="Ankara", country=turkey)
    known = OfficialFactory(name_ar="هاقان فيدان التركي")
    energy = TopicFactory(code="energy", name_ar="الطاقة")
    response = preview(desk)
    decide(
        desk, response, "publish", headline="خبر", m0_headline="عنوان آخر", m0_kind="phone", m0_date="١١ آذار ٢٠٢٥",
        m0_place=paris.pk, m0_venue="قصر الرئاسة", m0_occasion="زيارة", m0_topics=[energy.pk],
        m0_p0_title="وزير الخارجية", m0_p0_role="attendee", m0_p1_official=known.pk, url="https://example.org/1",
    )  # fmt: skip
    (meeting,) = Meeting.objects.all()
    assert (meeting.headline_ar, meeting.kind, str(meeting.date)) == ("عنوان آخر", "phone", "2025-03-11")
    assert (meeting.date_basis, meeting.place, meeting.venue_ar) == ("editor", paris, "قصر الرئاسة")
    assert [topic.code for topic in meeting.topics.all()] == ["energy"]
    one, two = meeting.participations.all()
    assert (one.title_ar, one.role) == ("وزير الخارجية", "attendee")
    assert (two.official, two.name_as_written, two.basis) == (known, "هاكان فيدان", "stated")
    # No word is said to state what it does not.
    facts = set(meeting.evidence.values_list("fact", flat=True))
    assert facts & {"date", "place", "kind"} == set()
    assert Article.objects.get().url == "https://example.org/1"
    # The spelling by which the editor knew him is found the next time.
    assert OfficialName.objects.filter(official=known, name="هاكان فيدان").exists()


def test_dropped_participants_and_meetings_stay_out(desk):
    decide(desk, preview(desk), "draft", m0_p1_keep=None)
    assert [part.name_as_written for part in Participation.objects.all()] == ["فؤاد حسين"]
    assert not Evidence.objects.filter(quote__contains="هاكان").filter(fact="participant").exists()


def test_a_dropped_meeting_need_not_be_right(desk):
    response = decide(desk, preview(desk), "draft", m0_keep=None, m0_date="nonsense")
    assert "No meeting is selected" in said(response)
    assert Incoming.objects.get().state == "waiting"


def test_marks_are_evidence_of_the_editor(desk, editor):
    text = REPORT + "وعُقدت المباحثات مساء الثلاثاء، وكان في القاعة علي رضا غوناي، وهو السفير التركي.\n"
    response = preview(desk, text)
    marks = [
        mark("مساء الثلاثاء", "date", "m0", text),
        mark("علي رضا غوناي", "participant", "m0-p9", text),
        mark("السفير التركي", "title", "m0-p9", text),
    ]
    people = len(response.context["reading"].cards[0].people)
    marks = [{**one, "of": one["of"].replace("p9", f"p{people}")} for one in marks]
    added = {
        f"m0-p{people}-keep": "on", f"m0-p{people}-name": "علي رضا غوناي", f"m0-p{people}-title": "السفير التركي",
        f"m0-p{people}-side": side_key("TR"), f"m0-p{people}-role": "attendee", "m0-people-count": people + 1,
    }  # fmt: skip
    data = {**fields(response, m0_date="11/3/2025"), **added, "marks": json.dumps(marks), "decision": "draft"}
    desk.post(response.request["PATH_INFO"], data)
    meeting = Meeting.objects.get()
    mine = meeting.evidence.filter(author=editor)
    assert {(one.fact, one.quote) for one in mine} == {
        ("date", "مساء الثلاثاء"), ("participant", "علي رضا غوناي"), ("title", "السفير التركي")
    }  # fmt: skip
    assert set(mine.values_list("rule", flat=True)) == {""}
    assert meeting.evidence.get(fact="date") in mine
    assert mine.get(fact="title").participation.official.name_ar == "علي رضا غوناي"


@pytest.mark.parametrize(
    "marks",
    ["[", "{}", "[1]", '[{"fact": "date"}]', '[{"of": "m0", "fact": "date", "start": -1, "end": 5}]',
     '[{"of": "m0", "fact": "date", "start": 5, "end": 999999}]', '[{"of": "m0", "fact": "x", "start": 0, "end": 5}]',
     '[{"of": ["m0"], "fact": "date", "start": 0, "end": 5}]', "[" * 5000,
     '[{"of": "m7", "fact": "date", "start": 0, "end": 5}]', '[{"of": "m0", "fact": "date", "start": true, "end": 5}]'],
)  # fmt: skip
def test_marks_that_are_none_do_no_harm(desk, marks):
    decide(desk, preview(desk), "draft", marks=marks)
    assert Meeting.objects.count() == 1
    assert not Evidence.objects.filter(author__isnull=False).exists()


def test_a_meeting_that_was_missed_is_added(desk):
    response = preview(desk, "نص لا لقاء فيه عن الطقس في البلاد.")
    assert response.context["reading"].cards == []
    response = decide(desk, response, "add:meeting")
    assert len(response.context["reading"].cards) == 1
    decide(
        desk, response, "publish", m0_headline="لقاء", m0_date="1/2/2025", m0_p0_title="وزير الخارجية العراقي",
        m0_p0_side="IQ", m0_p1_name="هاكان فيدان", m0_p1_side="TR",
    )  # fmt: skip
    (meeting,) = Meeting.objects.all()
    assert [(part.label, part.side_code) for part in meeting.participations.all()] == [
        ("وزير الخارجية العراقي", "IQ"), ("Hakan Fidan", "TR")  # the English name is known
    ]  # fmt: skip


def test_somebody_new_in_two_meetings_is_one_person(desk):
    response = preview(desk)
    response = decide(desk, response, "add:meeting")
    decide(
        desk, response, "draft", m1_headline="لقاء ثان", m1_date="13/3/2025", m1_p0_name="فؤاد حسين", m1_p0_side="IQ",
        m1_p1_name="هاكان فيدان", m1_p1_side="TR",
    )  # fmt: skip
    assert Meeting.objects.count() == 2
    assert Official.objects.count() == 2


# --- Boxes that complete and create ----------------------------------------------------------------------------------
def test_a_minister_and_a_place_are_created_in_place(desk, editor):
    decide(
        desk, preview(desk), "publish", m0_p0_official="new:وزير خارجية العراق فؤاد معصوم", m0_p0_title="",
        m0_p0_name="", m0_p0_side="", m0_place="new:بوليا، تركيا",
    )  # fmt: skip
    (meeting,) = Meeting.objects.all()
    part = meeting.participations.get(order=0)
    assert (part.official.name_ar, part.title_ar, part.side_code) == ("فؤاد معصوم", "وزير خارجية العراق", "IQ")
    assert (part.official.review_state, part.official.created_by) == ("published", editor)
    assert (meeting.place.city_ar, meeting.place.country.code) == ("بوليا", "TR")
    edited = set(meeting.edited_facts.values_list("fact", "participation"))
    assert {("participant", part.pk), ("title", part.pk), ("side", part.pk), ("place", None)} <= edited


def test_a_contributor_creates_them_as_drafts(contributor):
    decide(contributor, preview(contributor), "draft", m0_p0_official="new:فؤاد معصوم", m0_place="new:بوليا، تركيا")
    assert Official.objects.get(name_ar="فؤاد معصوم").review_state == "draft"
    assert Meeting.objects.get().place.city_ar == "بوليا"


def test_a_new_place_asks_for_its_country(desk):
    response = decide(desk, preview(desk), "draft", m0_place="new:بوليا")
    (card,) = response.context["reading"].cards
    assert "needs its country" in str(card.form.errors["country"])
    decide(desk, response, "draft", m0_country=side_key("TR"))
    assert str(Meeting.objects.get().place) == "بوليا, Türkiye"


def test_the_outlet_is_chosen_from_the_ranked_list(desk):
    outlet = OutletFactory(code="x", name_ar="وكالة الأخبار", name_en="News Agency")
    found = desk.get(address("complete"), {"kind": "outlet", "term": "وكالة الأخ"}).json()["results"]
    assert [one["value"] for one in found] == [str(outlet.pk), "new:وكالة الأخ"]
    response = decide(desk, preview(desk), "again", outlet=outlet.pk)
    assert response.context["reading"].form["outlet"].value() == str(outlet.pk)
    decide(desk, response, "draft")
    assert Article.objects.get().outlet == outlet


def test_a_new_outlet_is_created_with_the_report_and_not_before(desk):
    page = preview(desk)
    decide(desk, page, "draft", outlet="new:وكالة لم تُسجّل", **{"m0-keep": ""})
    assert not Outlet.objects.filter(name_ar="وكالة لم تُسجّل").exists()  # nothing was kept
    decide(desk, page, "draft", outlet="new:وكالة لم تُسجّل")
    assert Article.objects.get().outlet == Outlet.objects.get(name_ar="وكالة لم تُسجّل")


TYPED = {
    "m0-p0-official-typed": "هاكان فيدان", "m0-p1-official-typed": "فيدان", "m0-p1-side-typed": "تركيا",
    "m0-place-typed": "أنقرة", "m0-topics-typed": "المياه", "outlet-typed": "وكالة الأخبار",
}  # fmt: skip


def test_typed_names_choose_without_scripts_or_are_refused_with_candidates(desk):
    turkey = CountryFactory(code="TR", name_ar="تركيا", name_en="Türkiye")
    ankara = PlaceFactory(slug="tr-ankara", city_ar="أنقرة", city_en="Ankara", country=turkey)
    official = OfficialNameFactory(official__name_ar="هاكان فيدان").official
    outlet = OutletFactory(code="x", name_ar="وكالة الأخبار", name_en="News Agency")
    response = preview(desk)
    assert '<noscript><input type="text" name="m0-p0-official-typed"' in response.content.decode()
    sent = {**fields(response, m0_p1_official="", m0_topics=[]), **TYPED, "decision": "draft"}
    response = desk.post(response.request["PATH_INFO"], sent)
    (card,) = response.context["reading"].cards
    assert not Meeting.objects.exists()
    assert {name for person in card.people for name in person.form.errors} == {"official"}
    shown = str(card.people[1].form["official"])
    assert f'value="{official.pk}"' in shown
    assert 'value="new:فيدان"' in shown
    desk.post(response.request["PATH_INFO"], {**sent, "m0-p1-official": "new:فيدان", "m0-p1-official-typed": ""})
    (meeting,) = Meeting.objects.all()
    one, two = meeting.participations.all()
    assert (one.official, two.official.name_ar, two.side_code, meeting.place) == (official, "فيدان", "TR", ankara)
    assert [topic.code for topic in meeting.topics.all()] == ["water"]
    assert Article.objects.get().outlet == outlet


def test_a_preview_asks_the_database_as_often_for_many_boxes_as_for_few(desk, django_assert_max_num_queries):
    more = "\nوأجرى وزير الخارجية التركي هاكان فيدان، الخميس، اتصالا هاتفيا مع نظيره المصري بدر عبد العاطي.\n"
    for number, text in enumerate((REPORT, REPORT + more), start=1):
        preview(desk, text)
        page = address("incoming-preview", Incoming.objects.latest("pk").pk)
        with django_assert_max_num_queries(23):
            response = desk.get(page)
        sent = {**fields(response), "decision": "check"}
        with django_assert_max_num_queries(24):
            assert len(desk.post(page, sent).context["reading"].cards) == number


def test_the_page_has_no_box_of_djangos_own_autocomplete(desk):
    page = preview(desk).content.decode()
    assert "select2" not in page
    assert "jquery" not in page
    assert page.count('data-picks="official"') == 5  # two rows, and those that the page adds


# --- A meeting on record ----------------------------------------------------------------------------------------------
@pytest.fixture
def recorded_meeting():
    meeting = MeetingFactory(date="2025-03-12", review_state="published")
    for name, side in (("فؤاد حسين", "IQ"), ("هاكان فيدان", "TR")):
        official = OfficialFactory(name_ar=name)
        OfficialNameFactory(official=official)
        ParticipationFactory(meeting=meeting, official=official, country=CountryFactory(code=side))
    SourceFactory(meeting=meeting, article=ArticleFactory())
    return meeting


def test_a_further_source_of_a_meeting_on_record(desk, recorded_meeting):
    response = preview(desk)
    assert recorded_meeting.get_absolute_url() or response
    assert str(recorded_meeting) in response.content.decode()
    decide(desk, response, "publish")
    assert Meeting.objects.get() == recorded_meeting
    assert recorded_meeting.sources.count() == 2
    assert recorded_meeting.participations.count() == 2
    assert Version.objects.filter(kind="meeting", record_id=recorded_meeting.pk, way="bring-in").exists()


def test_that_it_is_the_same_meeting_can_be_refused(desk, recorded_meeting):
    decide(desk, preview(desk), "publish", m0_into="")
    assert Meeting.objects.count() == 2
    assert recorded_meeting.sources.count() == 1


def test_a_contributor_does_not_change_a_published_meeting(contributor, recorded_meeting):
    response = preview(contributor)
    assert "cannot change that record" in response.content.decode()
    decide(contributor, response, "draft", m0_into=recorded_meeting.pk)
    assert recorded_meeting.sources.count() == 1
    decide(contributor, response, "draft")
    assert recorded_meeting.sources.count() == 1
    assert Meeting.objects.exclude(pk=recorded_meeting.pk).get().review_state == "draft"


# --- What is refused --------------------------------------------------------------------------------------------------
def test_errors_keep_everything_that_was_typed(desk):
    response = preview(desk)
    marks = json.dumps([mark("اليوم الأربعاء", "date", "m0")])
    response = decide(
        desk,
        response,
        "publish",
        m0_date="٣١/٢/٢٠٢٥",
        m0_headline="عنوان لي",
        m0_p0_title="لقب",
        marks=marks,
        headline="خبري",
    )
    (card,) = response.context["reading"].cards
    assert card.form.errors["date"]
    assert card.form["date"].value() == "٣١/٢/٢٠٢٥"
    assert (card.form["headline"].value(), card.people[0].form["title"].value()) == ("عنوان لي", "لقب")
    assert response.context["reading"].form["marks"].value() == marks
    assert response.context["reading"].form["headline"].value() == "خبري"
    assert "Nothing has been saved yet" in response.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"m0_p0_name": "", "m0_p0_title": ""}, "at least a title"),
        ({"m0_p1_name": "فؤاد حسين"}, "already takes part"),
        ({"m0_date": "", "m0_date_end": "1/2/2025"}, "needs a first day"),
        ({"m0_date_end": "1/2/2025"}, "cannot be before"),
        ({"m0_place": "999999"}, "no longer exists"),
        ({"m0_p0_official": "999999"}, "no longer exists"),
        ({"m0_p0_side": "XX"}, "no longer exists"),
        ({"m0_into": "999999"}, "not one of the available"),
        ({"url": "javascript:alert(1)"}, "valid URL"),
        ({"published": "soon"}, "as a date"),
    ],
)
def test_what_cannot_be_stored_is_told_where_it_stands(desk, changes, words):
    response = decide(desk, preview(desk), "publish", **changes)
    assert words in response.content.decode()
    assert not Meeting.objects.exists()
    assert Incoming.objects.get().state == "waiting"


def test_a_person_is_not_twice_in_one_meeting(desk):
    official = OfficialFactory()
    response = decide(desk, preview(desk), "draft", m0_p0_official=official.pk, m0_p1_official=official.pk)
    assert "already takes part" in response.content.decode()


def test_two_editors_one_text(desk):
    response = preview(desk)
    decide(desk, response, "publish")
    response = decide(desk, response, "publish")
    assert Meeting.objects.count() == 1
    assert "in the archive" in said(response)


def test_the_same_text_twice(desk):
    preview(desk)
    response = paste(desk)
    assert response.resolver_match.url_name == "incoming-preview"
    assert "This report is already at the desk" in said(response)
    decide(desk, response, "draft")
    response = paste(desk)
    assert "This report is already in the archive" in said(response)
    assert address("meetings_article_change", Article.objects.get().pk) in said(response)
    assert Incoming.objects.count() == 1


def test_the_day_of_publication_is_read_anew(desk):
    text = REPORT.replace("12 آذار 2025\n", "")
    response = preview(desk, text)
    assert response.context["reading"].cards[0].form["date"].value() is None
    response = decide(desk, response, "again", published="13/3/2025")
    assert str(response.context["reading"].cards[0].form["date"].value()) == "2025-03-12"
    assert paste(desk, text + " ", published="20/3/2025").context["reading"].cards[0].form["date"].value()


# --- Roles ------------------------------------------------------------------------------------------------------------
def test_a_contributor_saves_drafts_only(contributor, client):
    response = preview(contributor)
    assert 'value="publish"' not in response.content.decode()
    assert decide(contributor, response, "publish").status_code == 403
    assert not Meeting.objects.exists()
    decide(contributor, response, "draft")
    (meeting,) = Meeting.objects.all()
    assert meeting.review_state == "draft"
    assert set(Official.objects.values_list("review_state", flat=True)) == {"draft"}


def test_a_contributor_does_not_drop_what_others_brought_in(contributor, editor):
    incoming = Incoming.objects.create(raw_text=REPORT, created_by=editor)
    page = address("incoming-preview", incoming.pk)
    assert contributor.get(page).status_code == 200
    assert contributor.post(page, {"decision": "drop"}).status_code == 403
    assert Incoming.objects.get().state == "waiting"


def test_a_contributor_does_not_keep_feeds(contributor):
    assert contributor.get(address("meetings_feed_add")).status_code == 403
    feed = Feed.objects.create(address="https://example.org/feed")
    assert contributor.post(address("feed-fetch", feed.pk)).status_code == 403


@pytest.mark.parametrize("page", ["meetings_incoming_add", "meetings_incoming_changelist", "complete"])
def test_nobody_else_comes_in(client, django_user_model, page):
    client.force_login(django_user_model.objects.create(username="reader", is_staff=True))
    assert client.get(address(page)).status_code == 403
    client.logout()
    assert client.get(address(page)).status_code == 302


def test_previews_are_for_those_who_bring_in(client, django_user_model):
    incoming = Incoming.objects.create(raw_text=REPORT)
    client.force_login(django_user_model.objects.create(username="reader", is_staff=True))
    assert client.get(address("incoming-preview", incoming.pk)).status_code == 403
    words = {"fact": "date", "start": 0, "end": 9}
    assert client.get(address("incoming-words", incoming.pk), words).status_code == 403
    client.logout()
    assert client.get(address("incoming-preview", incoming.pk)).status_code == 302


# --- Words that are marked --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fact", "quote", "box", "value"),
    [
        ("date", "اليوم الأربعاء", "date", "12/03/2025"),
        ("title", "وزير الخارجية العراقي", "title", "وزير الخارجية العراقي"),
        ("participant", "هاكان فيدان", "name", "هاكان فيدان"),
        ("side", "العراقي", "side", "IQ"),
    ],
)
def test_marked_words_fill_their_box(desk, fact, quote, box, value):
    preview(desk)
    incoming = Incoming.objects.get()
    start = REPORT.index(quote)
    sent = {"fact": fact, "start": start, "end": start + len(quote), "published": "12/3/2025"}
    boxes = desk.get(address("incoming-words", incoming.pk), sent).json()["boxes"]
    assert boxes[box]["value"] == side_key(value)


def test_marked_words_name_a_known_place_and_official(desk):
    place, official = PlaceFactory(), OfficialFactory(name_ar="هاكان فيدان")
    OfficialNameFactory(official=official)
    preview(desk)
    incoming = Incoming.objects.get()
    for fact, quote, box, record in (
        ("place", "بغداد", "place", place),
        ("participant", "هاكان فيدان", "official", official),
    ):
        start = REPORT.index(quote)
        sent = {"fact": fact, "start": start, "end": start + len(quote)}
        boxes = desk.get(address("incoming-words", incoming.pk), sent).json()["boxes"]
        assert boxes[box]["value"] == str(record.pk)


@pytest.mark.parametrize(
    "sent", [{}, {"fact": "date"}, {"fact": "x", "start": 0, "end": 5}, {"fact": "date", "start": "a", "end": "-1"}]
)
def test_words_that_are_none(desk, sent):
    preview(desk)
    assert desk.get(address("incoming-words", Incoming.objects.get().pk), sent).status_code == 400


# --- Other ways in ----------------------------------------------------------------------------------------------------
def upload(client, *files: tuple[str, bytes]):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(address("meetings_incoming_add"), {"way": "file", "uploads": sent}, follow=True)


def test_several_files_wait_and_bad_ones_are_told(desk):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("one.txt", REPORT)
        packed.writestr("two.txt", REPORT.replace("بغداد", "أنقرة"))
        packed.writestr("three.txt", "")
    response = upload(
        desk, ("all.zip", file.getvalue()), ("four.txt", REPORT.encode("cp1256")), ("photo.jpg", b"\xff\xd8\x00")
    )
    assert Incoming.objects.waiting().count() == 2
    assert "three.txt" in said(response)
    assert "photo.jpg" in said(response)
    assert "four.txt is already at the desk" in said(response)
    assert "2 reports to review" in said(response)
    assert set(Incoming.objects.values_list("way", flat=True)) == {"file"}


def test_names_of_files_are_no_markup(desk):
    response = upload(desk, ("<img src=x onerror=alert(1)>.txt", b""))
    assert "<img src=x" not in response.content.decode()


def test_an_upload_of_a_hundred_megabytes_is_refused_unread(desk):
    class Unread(io.BytesIO):
        def read(self, *size: int) -> bytes:
            raise AssertionError("it was read")

    sent = {"CONTENT_LENGTH": str(100 * 1024 * 1024), "wsgi.input": Unread()}
    response = desk.generic(
        "POST", address("meetings_incoming_add"), content_type="multipart/form-data; boundary=x", **sent
    )
    assert response.status_code == 413
    assert "Too large" in said(response)
    assert MAX_UPLOAD_BYTES < 100 * 1024 * 1024


def test_too_many_files_are_told(desk):
    response = upload(desk, *((f"{number}.txt", b"x") for number in range(120)))
    assert response.status_code == 413


def test_forms_from_elsewhere_are_refused(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    sent = {"way": "paste", "text": REPORT}
    response = strict.post(address("meetings_incoming_add"), sent, headers={"Origin": "https://example.org"})
    assert response.status_code == 403
    response = strict.post(address("meetings_incoming_add"), sent)  # without a token: the editor sees it first
    assert response.url.startswith(address("index") + "resume/")
    assert not Incoming.objects.exists()


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text(desk, text):
    response = paste(desk, text)
    assert "There is no text" in response.content.decode()
    assert not Incoming.objects.exists()


def test_an_article_from_its_address(desk, settings):
    with web() as here:
        settings.MAHDAR_FETCH_ALLOWED = [here.name]
        body = REPORT.replace("\n", "</p><p>")
        link = here.page("/1", f"<html><body><article><p>{body}</p></article></body></html>")
        response = desk.post(address("meetings_incoming_add"), {"way": "address", "address": link}, follow=True)
        assert response.resolver_match.url_name == "incoming-preview"
        assert Incoming.objects.get().url == link
        response = desk.post(address("meetings_incoming_add"), {"way": "address", "address": link}, follow=True)
        assert "is already at the desk" in said(response)
        assert len(here.asked) == 1


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1:1/", "http://169.254.169.254/", "file:///etc/passwd", "not an address"]
)
def test_addresses_that_are_not_fetched(desk, link):
    response = desk.post(address("meetings_incoming_add"), {"way": "address", "address": link})
    assert response.status_code == 200
    assert response.context["address"].non_field_errors()
    assert link in response.content.decode()
    assert not Incoming.objects.exists()


def test_refusals_are_in_the_language_of_the_page(desk):
    with translation.override("ar"):
        page = address("meetings_incoming_add")
    response = desk.post(page, {"way": "address", "address": "http://127.0.0.1/"})
    assert "شبكة خاصة" in response.content.decode()


# --- Feeds and the list -----------------------------------------------------------------------------------------------
@pytest.fixture
def fed(settings):
    with web() as here:
        settings.MAHDAR_FETCH_ALLOWED = [here.name]
        body = REPORT.replace("\n", "</p><p>")
        here.page("/1", f"<html><body><article><p>{body}</p></article></body></html>")
        entry = f"<item><title>لقاء</title><link>{here.url('/1')}</link></item>"
        here.page("/feed", f"<rss version='2.0'><channel><title>أخبار</title>{entry}</channel></rss>", "text/xml")
        yield here


def test_subscribing_shows_what_the_feed_has(desk, fed):
    data = {"address": fed.url("/feed"), "name": "", "outlet": "", "active": "on"}
    response = desk.post(address("meetings_feed_add"), data, follow=True)
    feed = Feed.objects.get()
    assert feed.name == "أخبار"
    assert "1 report" in said(response)
    assert "لقاء" in said(response)
    response = desk.post(address("feed-fetch", feed.pk), follow=True)
    assert "1 new report to review" in said(response)
    assert Incoming.objects.waiting().get().feed == feed
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("path", ["/1", "/none"])
def test_what_is_no_feed_is_not_subscribed_to(desk, fed, path):
    response = desk.post(address("meetings_feed_add"), {"address": fed.url(path), "active": "on"})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["address"]
    assert not Feed.objects.exists()


def test_a_feed_in_a_private_network_is_not_subscribed_to(desk):
    response = desk.post(address("meetings_feed_add"), {"address": "http://10.0.0.5/feed", "active": "on"})
    assert "private network" in str(response.context["adminform"].form.errors["address"])


def test_a_page_that_could_not_be_read_is_fetched_again_or_pasted(desk, fed):
    data = {
        "way": "feed",
        "error": '["%(address)s: the site refuses the request (%(status)s).", {"address": "x", "status": "403"}]',
    }
    first = Incoming.objects.create(url=fed.url("/1"), headline="لقاء", **data)
    page = address("incoming-preview", first.pk)
    assert "403" in desk.get(page).content.decode()
    desk.post(page, {"decision": "fetch"})
    first.refresh_from_db()
    assert "فؤاد حسين" in first.raw_text
    assert (first.error, first.meetings_found) == ("", 1)
    second = Incoming.objects.create(url="https://example.org/2", **data)
    response = desk.post(
        address("incoming-preview", second.pk), {"decision": "paste", "pasted": REPORT + "."}, follow=True
    )
    assert len(response.context["reading"].cards) == 1


def test_texts_become_drafts_from_the_list(desk, editor):
    one = Incoming.objects.create(raw_text=REPORT, created_by=editor)
    two = Incoming.objects.create(raw_text="نص عن الطقس في البلاد.", created_by=editor)
    data = {"action": "store_drafts", "_selected_action": [one.pk, two.pk]}
    response = desk.post(address("meetings_incoming_changelist"), data, follow=True)
    assert "1 meeting was saved as a draft." in said(response)
    assert "1 report has no meeting and stays here." in said(response)
    assert Meeting.objects.get().review_state == "draft"
    assert list(Incoming.objects.waiting()) == [two]
    data = {"action": "drop_texts", "_selected_action": [two.pk], "rejection": "duplicate"}
    assert "1 report was dropped." in said(desk.post(address("meetings_incoming_changelist"), data, follow=True))


def test_the_list_asks_as_often_for_many_as_for_few(desk, editor, django_assert_max_num_queries):
    outlet = OutletFactory()
    feed = Feed.objects.create(address="https://example.org/feed")
    for number in range(30):
        Incoming.objects.create(raw_text=f"{REPORT}{number}", outlet=outlet, feed=feed, created_by=editor)
    with django_assert_max_num_queries(14):
        response = desk.get(address("meetings_incoming_changelist"))
    assert response.status_code == 200
    Incoming.objects.update(state="dropped")
    assert desk.get(address("meetings_incoming_changelist")).context["cl"].result_count == 0
    assert desk.get(address("meetings_incoming_changelist"), {"state": "all"}).context["cl"].result_count == 30


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", ["meetings_incoming_add", "meetings_incoming_changelist", "meetings_feed_changelist"])
def test_pages_in_both_languages(desk, language, name):
    Feed.objects.create(address="https://example.org/feed", error='["%(address)s: no.", {"address": "x"}]')
    with translation.override(language):
        assert desk.get(address(name)).status_code == 200


@pytest.mark.shared
def test_the_seed_articles_go_through(desk):
    load_fixtures(*REFERENCE_MODELS)
    for file in sorted((SHARED / "articles" / "seeds").glob("*.txt")):
        response = decide(desk, preview(desk, file.read_bytes().decode()), "publish")
    assert Meeting.objects.count() >= 5, said(response)
    assert Source.objects.count() >= 5
    assert not Incoming.objects.waiting().exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "%s %(x)s %", "{0} {x}", "{}", "[]", "null", '"ab"'])
def test_lists_open_whatever_their_rows_say(desk, text):
    feed = Feed.objects.create(address=f"https://example.org/{text}", name=text, error=text)
    Incoming.objects.create(raw_text=text, headline=text, error=text, feed=feed, way="feed")
    for page in (address("meetings_feed_changelist"), address("meetings_incoming_changelist")):
        response = desk.get(page)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The minister met his counterpart in the capital and discussed the situation.", "English"),
        ("استقبل الوزير نظيره في بغداد".encode().decode("latin-1"), "wrong encoding"),
    ],
)
def test_the_preview_says_why_a_text_is_not_read(desk, text, note):
    with translation.override("en"):
        page = preview(desk, text).content.decode()
    assert note in page.split("note-box")[1].split("</p>")[0]


def test_the_preview_of_a_report_has_no_such_note(desk):
    assert "note-box" not in preview(desk).content.decode()
