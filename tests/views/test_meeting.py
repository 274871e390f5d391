"""The page of a meeting: which reports it has whole, and which words stand beside each of its facts."""

import pytest

from meetings.models import Evidence
from meetings.search import rebuild_index
from tests import factories

TEXT = "0123456789" * 3
FACTS = Evidence.Fact


def context(client, path: str = "/meetings/in-rome/"):
    return client.get(path).context


@pytest.mark.parametrize(("characters", "is_whole"), [(0, False), (1, True), (12_000, True), (12_001, False)])
def test_a_report_of_a_usual_length_is_on_the_page_and_others_are_links(client, archive, characters, is_whole):
    report = factories.ArticleFactory(raw_text="ا" * characters, text_kind="original" if characters else "reference")
    factories.SourceFactory(meeting=archive.meeting, article=report)
    shown = context(client)
    assert [article for article, _ in shown["reports"]] == [archive.article, *([report] if is_whole else [])]
    assert shown["other_sources"] == ([] if is_whole else [report])


def test_words_stand_beside_the_fact_that_they_are_evidence_for(client, archive):
    part = archive.meeting.participations.first()
    topic = archive.topic

    def mark(fact: str, **about) -> Evidence:
        return factories.EvidenceFactory(meeting=archive.meeting, article=archive.article, fact=fact, **about)

    date, place = mark(FACTS.DATE), mark(FACTS.PLACE, quote="باريس")
    title, about = mark(FACTS.TITLE, participation=part), mark(FACTS.TOPIC, topic=topic)
    mark(FACTS.SIDE, quote="العراقي")  # of no participant
    words = context(client)["words"]
    assert {fact: found for fact, found in words.items() if found} == {
        FACTS.DATE: [date], FACTS.PLACE: [place], "parts": {part.pk: [title]}, "topics": {topic.pk: [about]},
    }  # fmt: skip


def test_a_public_meeting_leads_to_similar_ones_and_a_draft_to_none(client, archive, editor, index):
    rebuild_index()
    client.force_login(editor)
    assert context(client)["related"] == [archive.second.pk]
    assert context(client, "/meetings/not-yet/")["related"] == []


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([(0, 5), (7, 9)], [(0, 5), (7, 9)]),
        ([(0, 5), (4, 9)], [(0, 5), (4, 9)]),
        ([(0, 5), (1, 4)], [(0, 5)]),
        ([(0, 5), (1, 5)], [(0, 5)]),
        ([(0, 5), (1, 6)], [(0, 5), (1, 6)]),
    ],
)
def test_words_inside_other_words_are_not_told_twice(client, archive, spans, kept):
    report = factories.ArticleFactory(raw_text=TEXT)
    for start, end in spans:
        factories.EvidenceFactory(meeting=archive.meeting, article=report, quote=TEXT[start:end], start=start, end=end)
    assert [(mark.start, mark.end) for mark in context(client)["words"][FACTS.DATE]] == kept


def test_the_words_of_each_report_are_told_and_those_of_the_outlet_first(client, archive):
    retold = factories.ArticleFactory(raw_text=TEXT, text_kind="retold")
    printed = factories.ArticleFactory(raw_text=f"{TEXT}.")
    for report, end in ((retold, 9), (printed, 5)):
        factories.EvidenceFactory(meeting=archive.meeting, article=report, quote=TEXT[:end], start=0, end=end)
    assert [mark.article for mark in context(client)["words"][FACTS.DATE]] == [printed, retold]
