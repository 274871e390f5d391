"""Whatever way an editor corrects a fact, no public quote or text contradicts it; the history keeps the old marks."""

import csv
import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.models import Disagreement, EditedFact, Evidence, Meeting, Official, Version
from meetings.services import bulk, disagreements, marking, participations
from meetings.services.history import Way, recorded, select_versions
from meetings.services.marking import Marking, Words
from meetings.services.merging.merge_meetings import merge_meetings
from meetings.services.merging.undo import undo
from meetings.services.restoration import restore
from tests.admin.conftest import address, errors, form_data
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
    TopicFactory,
)
from tests.services.dump import everything
from tests.services.facts.walk import api_record, public_words

pytestmark = pytest.mark.django_db

WRONG_PERSON = ("محمد عباس", "Mohammad Abbas")
WRONG_DAY = ("12 آذار", "12 March", "2025-03-12")
NEW_DAY = datetime.date(2025, 3, 13)


def host(meeting):
    return meeting.participations.get(order=0)


def marks(meeting, **of):
    return set(meeting.evidence.filter(**of).values_list("quote", flat=True))


def assert_gone(meeting, *words):
    text = public_words(meeting)
    assert [text[max(text.index(word) - 150, 0) : text.index(word) + 60] for word in words if word in text] == []


def assert_history_has(meeting, *quotes):
    kept = {row["quote"] for version in select_versions(meeting) for row in version.state["parts"]["evidence"]}
    assert set(quotes) <= kept


def change(desk, meeting, **values):
    """Send the full form of a meeting with other values."""
    page = address("meetings_meeting_change", meeting.pk)
    response = desk.post(page, form_data(desk.get(page), **values))
    assert response.status_code == 302, errors(response)
    meeting.refresh_from_db()


# --- The person -------------------------------------------------------------------------------------------------------
def by_form(desk, meeting, right, editor):
    change(desk, meeting, **{"participations-0-official": right.pk})


def by_review(desk, meeting, right, editor):
    part = host(meeting)
    desk.post(address("review-holder", part.pk), {f"holder-{part.pk}-official": right.pk, "answer": "change"})


def by_service(desk, meeting, right, editor):
    participations.choose_holder(host(meeting), right, editor)


def by_renaming(desk, meeting, right, editor):
    official = host(meeting).official
    with recorded(editor, way=Way.FORM):
        official.name_ar, official.name_en = right.name_ar, right.name_en
        official.save()
        name = official.names.get()
        name.name = right.name_ar
        name.save()


@pytest.mark.parametrize("correct", [by_form, by_review, by_service, by_renaming])
def test_another_person(desk, meeting, right, editor, correct):
    correct(desk, meeting, right, editor)
    meeting.refresh_from_db()
    assert host(meeting).label == "محمود عباس"
    assert_gone(meeting, *WRONG_PERSON)
    assert meeting.headline_ar == "لقاء يجمع محمود عباس وفؤاد حسين"
    assert (meeting.headline_en, meeting.summary_ar, meeting.summary_en) == ("", "", "")
    assert marks(meeting, fact="participant") == {"فؤاد حسين"}
    assert "الأربعاء 12 آذار 2025" in marks(meeting)
    assert_history_has(meeting, "محمد عباس", "استقبل الرئيس الفلسطيني محمد عباس")


def test_the_editor_is_the_basis_of_the_person(desk, meeting, right, editor):
    by_form(desk, meeting, right, editor)
    part = host(meeting)
    assert (part.basis, part.name_as_written) == ("editor", "")
    (fact,) = api_record(meeting)["edited_facts"]
    assert (fact["fact"], fact["participation"], fact["editor"]) == ("participant", 0, "Salma Editor")
    page = desk.get(f"/en{meeting.get_absolute_url()}").content.decode()
    assert "By the editor <bdi>Salma Editor</bdi>" in page


def test_an_editor_without_a_name_is_not_named_by_the_account(desk, meeting, right, editor):
    type(editor).objects.update(first_name="", last_name="")
    by_form(desk, meeting, right, editor)
    page = desk.get(f"/en{meeting.get_absolute_url()}").content.decode()
    assert "By an editor, " in page
    assert [fact["editor"] for fact in api_record(meeting)["edited_facts"]] == [""]


def test_marking_another_name_changes_the_person(desk, meeting, right, editor):
    """It said "saved" and changed nothing."""
    article = ArticleFactory(raw_text="قال الرئيس الفلسطيني محمود عباس إن اللقاء كان مفيدًا.", headline="تصريح")
    SourceFactory(meeting=meeting, article=article)
    start = article.raw_text.index("محمود عباس")
    words = Words(article, start, start + len("محمود عباس"))
    part = host(meeting)
    part.official = right
    marking.mark_participant(Marking(meeting, words, editor), part)
    meeting.refresh_from_db()
    assert (host(meeting).official, host(meeting).basis) == (right, "stated")
    assert_gone(meeting, *WRONG_PERSON)
    assert marks(meeting, fact="participant") == {"محمود عباس", "فؤاد حسين"}


def test_marking_the_name_of_someone_without_a_record_makes_one(desk, meeting, editor):
    article = ArticleFactory(raw_text="قال الرئيس الفلسطيني محمود عباس إن اللقاء كان مفيدًا.", headline="تصريح")
    SourceFactory(meeting=meeting, article=article)
    start = article.raw_text.index("محمود عباس")
    posted = {
        "article": article.pk, "quote": "محمود عباس", "start": start, "end": start + 10, "fact": "participant",
        "confirmed": "1", "part": host(meeting).pk, "shown_part": host(meeting).pk, "official": "new:محمود عباس",
        "role": "party",
    }  # fmt: skip
    response = desk.post(reverse("admin:review-mark", args=[meeting.pk]), posted)
    assert response.status_code == 302
    meeting.refresh_from_db()
    assert host(meeting).official == Official.objects.get(name_ar="محمود عباس")
    assert_gone(meeting, *WRONG_PERSON)


def test_words_that_name_someone_else_are_no_evidence(meeting, editor):
    article = meeting.sources.get().article
    start = article.raw_text.index("فؤاد حسين")
    with pytest.raises(ValidationError, match="فؤاد حسين"):
        marking.mark_participant(Marking(meeting, Words(article, start, start + 9), editor), host(meeting))
    assert meeting.evidence.count() == 13


def test_a_removed_participant_leaves_the_headline(desk, meeting):
    side = host(meeting).country
    ParticipationFactory(meeting=meeting, official=OfficialFactory(name_ar="محمد مصطفى"), country=side, order=2)
    change(desk, meeting, **{"participations-0-DELETE": "on"})
    assert_gone(meeting, *WRONG_PERSON)
    assert meeting.headline_ar == "لقاء يجمع فؤاد حسين ومحمد مصطفى"


def test_a_headline_that_an_editor_wrote_stays(desk, meeting, right, editor):
    change(desk, meeting, headline_ar="عباس يستقبل حسين")
    assert (meeting.headline_ar, meeting.headline_ar_wording) == ("عباس يستقبل حسين", "editor")
    by_form(desk, meeting, right, editor)
    meeting.refresh_from_db()
    assert meeting.headline_ar == "عباس يستقبل حسين"
    change(desk, meeting, headline_ar="")
    assert (meeting.headline_ar, meeting.headline_ar_wording) == ("لقاء يجمع محمود عباس وفؤاد حسين", "archive")
    assert not EditedFact.objects.filter(fact="headline_ar").exists()


# --- The date ---------------------------------------------------------------------------------------------------------
def date_by_form(desk, meeting, editor):
    change(desk, meeting, date="13/3/2025")


def date_by_list(desk, meeting, editor):
    text = io.StringIO()
    csv.writer(text).writerows([["slug", "date"], ["ramallah", "13/3/2025"]])
    page = address("meetings_meeting_import")
    file = SimpleUploadedFile("list.csv", text.getvalue().encode("utf-8-sig"))
    token = desk.post(page, {"file": file}).context["token"]
    desk.post(page, {"token": token, "reason": ""})


def date_of_a_source(desk, meeting, editor):
    one = Disagreement.objects.create(
        meeting=meeting, article=ArticleFactory(headline="خبر"), fact="date", recorded="2025-03-12", said="2025-03-13"
    )
    disagreements.take_source_value(one, editor)


def date_by_merging(desk, meeting, editor):
    other = MeetingFactory(slug="other", date=NEW_DAY, headline_ar="لقاء")
    merge_meetings(meeting.pk, [other.pk], editor, {"date": other.pk, "headline_en": meeting.pk})


def date_by_marking(desk, meeting, editor):
    article = ArticleFactory(raw_text="جرى اللقاء يوم 13 آذار 2025.", headline="خبر", published_on=NEW_DAY)
    start = article.raw_text.index("13 آذار 2025")
    marking.mark_date(Marking(meeting, Words(article, start, start + 12), editor), NEW_DAY, None, "day", "")


@pytest.mark.parametrize("correct", [date_by_form, date_by_list, date_of_a_source, date_by_marking, date_by_merging])
def test_another_day(desk, meeting, editor, settings, tmp_path, correct):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path
    correct(desk, meeting, editor)
    meeting.refresh_from_db()
    assert (meeting.date, meeting.date_basis, meeting.date_explanation) == (NEW_DAY, "editor", "")
    assert_gone(meeting, *WRONG_DAY)
    assert meeting.headline_ar == "لقاء يجمع محمد عباس وفؤاد حسين"  # it names no day
    assert "محمد عباس" in marks(meeting)
    assert_history_has(meeting, "الأربعاء 12 آذار 2025")


def test_a_month_does_not_contradict_its_day(desk, meeting):
    change(desk, meeting, date="1/3/2025", date_precision="month")
    assert "الأربعاء 12 آذار 2025" in marks(meeting)


def test_a_day_that_is_not_known_has_no_words(desk, meeting):
    change(desk, meeting, date="")
    assert (meeting.date_basis, meeting.date_explanation) == ("unknown", "")
    assert marks(meeting, fact="date") == set()


def test_a_correction_ends_the_disagreements_that_it_settles(desk, meeting):
    article = ArticleFactory(headline="خبر")
    for said in ("2025-03-13", "2025-03-14"):
        Disagreement.objects.create(meeting=meeting, article=article, fact="date", recorded="2025-03-12", said=said)
    date_by_form(desk, meeting, None)
    found = {one.said: (one.recorded, one.settled) for one in meeting.disagreements.all()}
    assert found == {"2025-03-13": ("2025-03-13", True), "2025-03-14": ("2025-03-13", False)}


def test_words_that_state_another_day_are_refused(meeting, editor):
    article = meeting.sources.get().article
    start = article.raw_text.index("12 آذار 2025")
    with pytest.raises(ValidationError, match="12 آذار"):
        marking.mark_date(Marking(meeting, Words(article, start, start + 12), editor), NEW_DAY, None, "day")
    meeting.refresh_from_db()
    assert meeting.date == datetime.date(2025, 3, 12)


def test_the_form_refuses_words_that_contradict_the_record(desk, meeting):
    page = address("meetings_meeting_change", meeting.pk)
    article = ArticleFactory(raw_text="جرى اللقاء في عمّان.", headline="خبر")
    SourceFactory(meeting=meeting, article=article)
    data = form_data(desk.get(page))
    prefix = next(name for name in data if name.startswith("evidence-") and name.endswith("TOTAL_FORMS")
                  and name != "evidence-TOTAL_FORMS").removesuffix("TOTAL_FORMS")  # fmt: skip
    data |= {f"{prefix}TOTAL_FORMS": 1, f"{prefix}0-article": article.pk, f"{prefix}0-fact": "place",
             f"{prefix}0-quote": "عمّان"}  # fmt: skip
    response = desk.post(page, data)
    assert response.status_code == 200
    assert any("عمّان" in message for message in errors(response))


# --- Kind, place, side, title, topic ----------------------------------------------------------------------------------
def test_another_place_by_form(desk, meeting):
    baghdad = PlaceFactory(slug="iq-baghdad")
    change(desk, meeting, place=baghdad.pk)
    assert_gone(meeting, "رام الله", "Ramallah")
    assert (meeting.headline_en, marks(meeting, fact="place")) == ("", set())


def test_another_place_in_bulk(meeting, editor):
    bulk.set_place(Meeting.objects.all(), PlaceFactory(slug="iq-baghdad"), editor)
    assert_gone(meeting, "رام الله", "Ramallah")
    assert EditedFact.objects.get().fact == "place"


def test_another_kind(desk, meeting):
    change(desk, meeting, kind="phone")
    assert marks(meeting, fact="kind") == set()
    assert meeting.headline_ar == "اتصال هاتفي بين محمد عباس وفؤاد حسين"


def test_another_side(desk, meeting):
    jordan = CountryFactory(code="JO", name_ar="الأردن", name_en="Jordan")
    change(desk, meeting, **{"participations-0-side": f"country:{jordan.pk}"})
    assert marks(meeting, participation=host(meeting)) == {"محمد عباس", "استقبل"}


def test_another_title(desk, meeting):
    change(desk, meeting, **{"participations-1-title_ar": "وزير المالية"})
    assert "وزير الخارجية العراقي" not in marks(meeting, fact="title")


def test_a_removed_topic_leaves_its_words(meeting, editor):
    bulk.remove_topic(Meeting.objects.all(), TopicFactory(code="water"), editor)
    assert_gone(meeting, "ملف المياه")
    assert_history_has(meeting, "ملف المياه")


def test_an_added_topic_has_the_editor_as_its_basis(meeting, editor):
    bulk.add_topic(Meeting.objects.all(), TopicFactory(code="oil"), editor)
    (fact,) = api_record(meeting)["edited_facts"]
    assert (fact["fact"], fact["topic"], fact["editor"]) == ("topic", "oil", "Salma Editor")


# --- Further sources, merges and undo ---------------------------------------------------------------------------------
def test_words_of_a_further_source_that_contradict_the_record_are_no_evidence(meeting):
    article = ArticleFactory(raw_text="التقيا يوم 14 آذار 2025 في رام الله.", headline="خبر")
    with recorded(None, way=Way.COMMAND):
        meeting.save()
        for fact, quote in (("date", "14 آذار 2025"), ("place", "رام الله")):
            EvidenceFactory(meeting=meeting, article=article, fact=fact, quote=quote)
    assert set(article.evidence.values_list("fact", flat=True)) == {"place"}


def test_merged_meetings_have_no_words_for_the_day_that_lost(meeting, editor):
    other = MeetingFactory(slug="other", date=NEW_DAY, headline_ar="لقاء")
    article = ArticleFactory(raw_text="التقيا يوم 13 آذار 2025.", headline="خبر")
    SourceFactory(meeting=other, article=article)
    EvidenceFactory(meeting=other, article=article, quote="13 آذار 2025")
    before = everything()
    (merge,) = merge_meetings(meeting.pk, [other.pk], editor, {"date": meeting.pk})
    assert marks(meeting, fact="date") == {"الأربعاء 12 آذار 2025"}
    undo(merge, editor)
    assert everything() == before


def test_undoing_a_merge_brings_back_what_followed_it(meeting, editor):
    other = MeetingFactory(slug="other", date=NEW_DAY, headline_ar="لقاء")
    ParticipationFactory(
        meeting=other, official=OfficialFactory(name_ar="هاكان فيدان"), country=CountryFactory(code="TR")
    )
    before = everything()
    (merge,) = merge_meetings(meeting.pk, [other.pk], editor, {"date": other.pk})
    meeting.refresh_from_db()
    assert marks(meeting, fact="date") == set()
    assert "هاكان فيدان" in meeting.headline_ar
    undo(merge, editor)
    assert everything() == before


def test_a_value_that_an_editor_stated_keeps_the_editor_in_a_merge(desk, meeting, editor):
    other = MeetingFactory(slug="other", headline_ar="لقاء")
    change(desk, other, date="13/3/2025")
    merge_meetings(meeting.pk, [other.pk], editor, {"date": other.pk})
    assert [fact["fact"] for fact in api_record(meeting)["edited_facts"]] == ["date"]


def test_undo_restores_the_fact_and_its_evidence_together(desk, meeting, right, editor):
    before = public_words(meeting)
    date_by_form(desk, meeting, editor)
    by_form(desk, meeting, right, editor)
    assert public_words(meeting) != before
    restore(select_versions(meeting).order_by("number")[0], editor)
    meeting.refresh_from_db()
    assert (meeting.date_basis, host(meeting).basis, meeting.evidence.count()) == ("stated", "stated", 13)
    assert not EditedFact.objects.exists()
    assert meeting.headline_ar == "لقاء يجمع محمد عباس وفؤاد حسين"


def test_what_follows_belongs_to_the_same_action(desk, meeting, right, editor):
    by_form(desk, meeting, right, editor)
    changed = Version.objects.get(kind="meeting", change="changed")
    assert {"participations", "evidence", "headline_ar", "headline_en"} <= set(changed.facts)
    assert changed.user == editor


def test_a_contradiction_is_found_by_every_reader_of_the_evidence(meeting):
    """The walk sees what it should not see: without the service the old words are public."""
    Meeting.objects.filter(pk=meeting.pk).update(date=NEW_DAY)
    text = public_words(meeting)
    assert [word for word in WRONG_DAY[:2] if word in text] == list(WRONG_DAY[:2])
    assert Evidence.objects.count() == 13
