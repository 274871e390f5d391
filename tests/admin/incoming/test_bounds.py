"""Bringing in at its bounds: what is told of an upload, where it leads, which words fill which boxes, feeds."""

from types import SimpleNamespace

import pytest
from django.contrib import admin

from meetings.admin.incoming import admin as incoming_admin
from meetings.admin.incoming import feeds as feed_admin
from meetings.admin.incoming.preview_forms import OtherMark, ReadingPreview
from meetings.ingest.arrivals import ArrivalOutcome
from meetings.ingest.errors import SourceError
from meetings.models import Feed, Incoming
from tests.admin.conftest import address
from tests.admin.incoming.test_incoming import REPORT, fields, paste, preview, said, side_key
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    OfficialFactory,
    OfficialNameFactory,
    PlaceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sides():
    CountryFactory(code="IQ", name_ar="العراق", name_en="Iraq")
    CountryFactory(code="TR", name_ar="تركيا", name_en="Türkiye")
    TopicFactory(code="water", name_ar="المياه", name_en="Water")


def refused(name: str = "a.txt") -> ArrivalOutcome:
    return ArrivalOutcome(name, error=SourceError("No."))


def waiting(number: int = 0) -> Incoming:
    return Incoming.objects.create(raw_text=f"{REPORT}{number}")


@pytest.fixture
def told(desk, monkeypatch):
    """Pastes a text, with these outcomes."""

    def tell(*outcomes: ArrivalOutcome):
        monkeypatch.setattr(incoming_admin.IncomingAdmin, "_bring", lambda self, way, data, user: list(outcomes))
        return paste(desk)

    return tell


@pytest.mark.parametrize(("number", "is_list"), [(1, False), (20, False), (21, True)])
def test_so_many_files_have_a_message_of_their_own_and_more_are_one_list(told, number, is_list):
    messages = said(told(*[refused() for _ in range(number)]))
    assert messages.count("No.") == number
    assert ("21 files were left out:" in messages) is is_list


def test_where_an_upload_leads(told):
    def page(*outcomes: ArrivalOutcome) -> str:
        return told(*outcomes).resolver_match.url_name

    new, other = waiting(1), waiting(2)
    assert page(ArrivalOutcome("a", incoming=new)) == "incoming-preview"
    assert page(ArrivalOutcome("a", incoming=new), refused()) == "incoming-preview"
    assert (
        page(ArrivalOutcome("a", incoming=new), ArrivalOutcome("b", incoming=other)) == "meetings_incoming_changelist"
    )
    assert page(ArrivalOutcome("a", waiting=other)) == "incoming-preview"
    assert page(ArrivalOutcome("a", waiting=other), ArrivalOutcome("b", waiting=new)) == "meetings_incoming_add"
    assert page(ArrivalOutcome("a", waiting=other), ArrivalOutcome("b", incoming=new)) == "incoming-preview"
    assert page(ArrivalOutcome("a", known=ArticleFactory())) == "meetings_incoming_add"
    assert page(refused()) == "meetings_incoming_add"
    assert page() == "meetings_incoming_add"


def test_a_file_is_called_by_its_name_and_a_pasted_text_is_not(told):
    known = ArticleFactory()
    assert "a.txt is already in the archive" in said(told(ArrivalOutcome("a.txt", known=known)))
    pasted = ArrivalOutcome(incoming_admin.PASTED_NAME, known=known)
    assert "This report is already in the archive" in said(told(pasted))


@pytest.mark.parametrize(("length", "is_refused"), [("10", False), ("11", True), ("x", False), ("", False)])
def test_a_request_has_so_many_bytes(desk, monkeypatch, length, is_refused):
    monkeypatch.setattr(incoming_admin, "MAX_UPLOAD_BYTES", 10)
    response = desk.post(address("meetings_incoming_add"), {"way": "none"}, CONTENT_LENGTH=length)
    assert (response.status_code == 413) is is_refused


def test_a_page_that_is_only_looked_at_may_say_any_length(desk, monkeypatch):
    monkeypatch.setattr(incoming_admin, "MAX_UPLOAD_BYTES", 10)
    assert desk.get(address("meetings_incoming_add"), {"way": "paste"}, CONTENT_LENGTH="99").status_code == 200


def test_the_list_shows_what_waits_unless_another_state_is_chosen(desk):
    for state in ("waiting", "dropped"):
        Incoming.objects.create(raw_text=f"{REPORT}{state}", state=state)
    page = address("meetings_incoming_changelist")
    for asked, number in (({}, 1), ({"state": "dropped"}, 1), ({"state": "all"}, 2)):
        found = desk.get(page, asked).context["cl"]
        assert found.result_count == number
        [chosen] = [one["display"] for one in found.filter_specs[0].choices(found) if one["selected"]]
        assert (str(chosen) == "to review") is (asked == {})


@pytest.mark.parametrize(("number", "shown"), [(None, "-"), (0, 0), (2, 2)])
def test_the_number_of_meetings_that_were_found(number, shown):
    assert admin.site._registry[Incoming].found_shown(Incoming(meetings_found=number)) == shown


def test_drafts_are_counted_with_and_without_a_meeting(desk):
    ids = [waiting().pk, Incoming.objects.create(raw_text="نص عن الطقس.").pk]
    sent = {"action": "store_drafts", "_selected_action": ids[:1]}
    first = said(desk.post(address("meetings_incoming_changelist"), sent, follow=True))
    assert "1 meeting was saved" in first
    assert "no meeting" not in first


# --- Words ------------------------------------------------------------------------------------------------------------
def boxes(desk, fact: str, quote: str, text: str = REPORT, **more: str) -> dict:
    incoming = Incoming.objects.filter(raw_text=text).first() or Incoming.objects.create(raw_text=text)
    start = text.index(quote)
    sent = {"fact": fact, "start": start, "end": start + len(quote), **more}
    return desk.get(address("incoming-words", incoming.pk), sent).json()


def test_the_day_of_publication_that_is_typed_counts_before_the_one_on_record(desk):
    text = "التقيا اليوم في بغداد."
    Incoming.objects.create(raw_text=text, published_on="2025-03-12")
    for typed, day in (("", "12/03/2025"), ("13/3/2025", "13/03/2025"), ("nonsense", "12/03/2025")):
        assert boxes(desk, "date", "اليوم", text, published=typed)["boxes"]["date"]["value"] == day


def test_a_day_that_is_not_clear_fills_nothing_and_says_so(desk):
    answer = boxes(desk, "date", "اليوم", "التقيا اليوم في بغداد.")
    assert answer["boxes"] == {}
    assert "could not resolve this day" in answer["note"]
    assert boxes(desk, "date", "أهمية")["boxes"] == {}
    assert boxes(desk, "title", "نظيره")["note"] == ""


def test_a_title_and_a_side_that_are_there_already_are_left(desk):
    official = OfficialFactory(name_ar="فؤاد حسين")
    OfficialNameFactory(official=official)
    AppointmentFactory(official=official)
    words = "وزير الخارجية العراقي فؤاد حسين"
    empty = boxes(desk, "participant", words, published="12/3/2025")["boxes"]
    assert empty["title"]["value"] == "وزير الخارجية العراقي"
    assert (empty["official"]["value"], empty["side"]["value"]) == (str(official.pk), side_key("IQ"))
    filled = boxes(desk, "participant", words, published="12/3/2025", title="لقب", side=side_key("TR"))["boxes"]
    assert {"title", "side"}.isdisjoint(filled)
    assert "side" not in boxes(desk, "participant", words)["boxes"]  # on no day was there an office
    assert set(boxes(desk, "participant", "هاكان فيدان")["boxes"]) == {"name"}


def test_places_sides_topics_and_kinds_in_words(desk):
    iraq = {"value": side_key("IQ"), "label": "Iraq"}
    new = {"place": {"value": "new:بغداد", "label": "بغداد"}, "country": iraq}
    assert boxes(desk, "place", "بغداد")["boxes"] == new
    assert boxes(desk, "place", "ملف")["boxes"] == {"venue": {"value": "ملف", "label": ""}}
    place = PlaceFactory()
    assert boxes(desk, "place", "بغداد")["boxes"]["place"]["value"] == str(place.pk)
    assert boxes(desk, "side", "التركي")["boxes"]["side"] == {"value": side_key("TR"), "label": "Türkiye"}
    assert "does not know this side" in boxes(desk, "side", "أهمية")["note"]
    assert boxes(desk, "topic", "ملف المياه")["boxes"]["topics"]["label"] == "Water"
    assert "does not know this topic" in boxes(desk, "topic", "أهمية")["note"]
    assert boxes(desk, "kind", "يستقبل")["boxes"]["kind"]["value"] == "in-person"
    assert "words are marked" in boxes(desk, "kind", "أهمية")["note"]


# --- The preview ------------------------------------------------------------------------------------------------------
def test_what_a_preview_begins_with(editor):
    reading = ReadingPreview(waiting(), editor)
    [card] = reading.cards
    assert card.form.initial["into"] == card.form.initial["occasion"] == ""
    assert card.form.initial["topics"]
    assert card.people[0].form.initial["official"] == ""
    assert card.lights["date"]
    assert reading.card("x").form.initial == {"keep": True, "kind": "in-person"}
    assert reading.person("m0", 9).form.initial == {"keep": True, "role": "party"}
    blank = reading.blank().card("__card__", people=2)
    assert (len(blank.people), blank.known_not_mine, blank.read.participants) == (2, False, [])


@pytest.mark.parametrize(
    ("sent", "is_read"), [({}, False), ({"m0-read": "0"}, True), ({"m0-read": "1"}, False), ({"m0-read": "x"}, False)]
)
def test_a_card_is_of_the_meeting_that_its_form_names(editor, sent, is_read):
    reading = ReadingPreview(waiting(), editor, {"meetings-count": "1", **sent})
    assert (reading.cards[0].proposal is not None) is is_read


def test_a_report_is_valid_where_all_that_is_kept_is(desk, editor, rf):
    sent = fields(preview(desk))
    incoming = Incoming.objects.get()

    def is_valid(**changes: str) -> bool:
        return ReadingPreview(incoming, editor, rf.post("/", {**sent, **changes}).POST).is_valid()

    assert is_valid()
    assert not is_valid(published="nonsense")
    assert not is_valid(**{"m0-date": "nonsense"})
    assert not is_valid(**{"m0-p0-name": "", "m0-p0-title": ""})
    assert is_valid(**{"m0-keep": "", "m0-date": "nonsense", "m0-p0-name": "", "m0-p0-title": ""})


@pytest.mark.parametrize(("about", "words"), [("planned", "planned, not held yet"), ("noise", "left out")])
def test_why_words_do_not_count(about, words):
    assert OtherMark("k", 0, 1, "dismissed", about).get_fact_display() == words


def test_one_more_row_without_scripts(desk):
    response = preview(desk)
    for count, expected in (("1", 2), ("x", 1), ("", 1)):
        sent = {**fields(response), "meetings-count": count, "decision": "add:meeting"}
        assert len(desk.post(response.request["PATH_INFO"], sent).context["reading"].cards) == expected
    more = desk.post(response.request["PATH_INFO"], {**fields(response), "decision": "add:m0"})
    assert len(more.context["reading"].cards[0].people) == 3
    assert not more.context["has_errors"]
    assert desk.post(response.request["PATH_INFO"], {**fields(response), "decision": "check"}).status_code == 200


def test_the_next_report_is_of_the_same_feed(desk):
    feed, other = (Feed.objects.create(address=f"https://example.org/{name}") for name in "ab")
    first = Incoming.objects.create(raw_text=f"{REPORT}1", feed=feed)
    better = Incoming.objects.create(raw_text=f"{REPORT}2", feed=other, meetings_found=9)
    same = Incoming.objects.create(raw_text=f"{REPORT}3", feed=feed, meetings_found=1)

    def drop(incoming: Incoming) -> str:
        sent = {"decision": "drop", "rejection": "duplicate"}
        return desk.post(address("incoming-preview", incoming.pk), sent)["Location"]

    assert drop(first) == address("incoming-preview", same.pk)
    assert drop(same) == address("incoming-preview", better.pk)
    assert drop(better) == address("meetings_incoming_add")


# --- Feeds ------------------------------------------------------------------------------------------------------------
def feed_form(monkeypatch, instance: Feed | None = None, title: str = "News", **sent: object):
    content = SimpleNamespace(address="https://example.org/feed", title=title, entries=[], kind="feed")
    monkeypatch.setattr(feed_admin, "find_feed", lambda given: (content, None))
    kept = {"address": instance.address if instance else "https://example.org/feed", "active": "on",
            "name": instance.name if instance else ""}  # fmt: skip
    return feed_admin.FeedForm({**kept, **sent}, instance=instance)


@pytest.mark.parametrize(
    ("title", "name", "shown"),
    [("News", "", "News"), ("News", "Mine", "Mine"), ("", "", "https://example.org/feed")],
)
def test_a_feed_is_called_by_its_own_name_unless_the_editor_gives_one(monkeypatch, title, name, shown):
    form = feed_form(monkeypatch, title=title, name=name)
    assert form.is_valid(), form.errors
    assert form.save().name == shown


def test_a_feed_is_subscribed_to_once(monkeypatch):
    feed = Feed.objects.create(address="https://example.org/feed", name="News", etag="x", failures=3)
    assert "already subscribes" in str(feed_form(monkeypatch).errors["address"])
    same = feed_form(monkeypatch, feed, name="Other")
    assert same.is_valid()
    assert (same.content, same.save().etag) == (None, "x")  # the same address is not read again
    assert feed_form(monkeypatch, feed, name="").is_valid()


def test_another_address_forgets_the_state_of_the_old_one(monkeypatch):
    feed = Feed.objects.create(address="https://example.org/old", name="News", etag="x", failures=3, error="y")
    form = feed_form(monkeypatch, feed, address="https://example.org/new")
    assert form.is_valid(), form.errors
    saved = form.save()
    assert (saved.etag, saved.failures, saved.error, saved.last_fetched) == ("", 0, "", None)


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (5, 5), (6, 5)])
def test_the_first_reports_of_a_feed_are_shown(rf, monkeypatch, number, shown):
    texts = []
    monkeypatch.setattr(feed_admin.messages, "success", lambda request, text: texts.append(str(text)))
    entries = [SimpleNamespace(title=f"T{n}" if n else "", link=f"https://example.org/{n}") for n in range(number)]
    desk = admin.site._registry[Feed]
    desk._tell_content(rf.get("/"), Feed(), SimpleNamespace(entries=entries))
    assert texts[0].count("<bdi>") == shown
    assert ("https://example.org/0" in texts[0]) is bool(number)
    assert "https://example.org/1" not in texts[0]


def test_the_name_of_a_feed_in_the_list():
    desk = admin.site._registry[Feed]
    assert "<bdi>News</bdi>" in desk.name_shown(Feed(name="News", address="https://example.org"))
    assert "<bdi>https://example.org</bdi>" in desk.name_shown(Feed(address="https://example.org"))


@pytest.mark.parametrize(
    ("new", "unread", "left", "number", "words"),
    [
        (1, 0, 0, 1, ["1 new report to review"]),
        (0, 1, 0, 1, ["0 new reports", "1 page could not be read"]),
        (0, 0, 2, 0, ["0 new reports", "2 reports are left"]),
    ],
)
def test_what_a_fetch_brought(desk, monkeypatch, new, unread, left, number, words):
    outcome = SimpleNamespace(error=None, new=new, unread=unread, left=left)
    monkeypatch.setattr(feed_admin, "fetch_feed", lambda *feed, **options: outcome)
    feed = Feed.objects.create(address="https://example.org/feed")
    response = desk.post(address("feed-fetch", feed.pk), follow=True)
    assert all(one in said(response) for one in words)
    assert (response.resolver_match.url_name == "meetings_incoming_changelist") is bool(number)
    assert desk.get(address("feed-fetch", feed.pk)).status_code == 405


def test_all_ways_of_importing_are_open_at_first(desk):
    page = desk.get(address("meetings_incoming_add"))
    for name in ("paste", "address", "upload"):
        assert page.context[name].fields, name
        assert all(field.html_name in page.content.decode() for field in page.context[name]), name
