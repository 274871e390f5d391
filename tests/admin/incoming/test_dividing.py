"""A meeting of the preview split into two, and two joined into one, as a browser does it without JavaScript."""

import json

import pytest

from meetings.models import Evidence, Incoming, Meeting
from tests.admin.conftest import address
from tests.admin.incoming.test_incoming import fields
from tests.factories import CountryFactory, OfficialNameFactory, TopicFactory

pytestmark = pytest.mark.django_db

TEXT = (
    "السبت 4 تشرين الثاني 2023\n\n"
    "استقبل وزير الخارجية العراقي فؤاد حسين، الجمعة، في بغداد نظيره الأردني أيمن الصفدي.\n"
    "وبحث الوزيران أمن الحدود والتبادل التجاري.\n"
)
TWO = (
    "السبت 4 تشرين الثاني 2023\n\n"
    "استقبل وزير الخارجية العراقي فؤاد حسين، الجمعة، في بغداد نظيره الأردني أيمن الصفدي.\n\n"
    "وأجرى وزير الخارجية التركي هاكان فيدان، الخميس، اتصالا هاتفيا مع نظيره المصري بدر عبد العاطي.\n"
)


@pytest.fixture(autouse=True)
def archive():
    for code, arabic, english in (
        ("IQ", "العراق", "Iraq"), ("JO", "الأردن", "Jordan"), ("TR", "تركيا", "Türkiye"), ("EG", "مصر", "Egypt"),
    ):  # fmt: skip
        CountryFactory(code=code, name_ar=arabic, name_en=english)
    OfficialNameFactory(official__name_ar="فؤاد حسين", official__name_en="Fuad Hussein")
    TopicFactory(code="border", name_ar="أمن الحدود", name_en="Border security")
    TopicFactory(code="trade", name_ar="التجارة", name_en="Trade")


def open_preview(desk, text: str = TEXT):
    incoming = Incoming.objects.create(raw_text=text)
    response = desk.get(address("incoming-preview", incoming.pk))
    assert response.status_code == 200
    return response


def send(desk, response, decision: str, **changes):
    """Press a button of the preview, after `changes` by the names of the boxes."""
    data = {**fields(response), "meetings-joined": response.context["joined"], "decision": decision}
    data |= {name: value for name, value in changes.items() if value is not None}
    return desk.post(response.request["PATH_INFO"], {k: v for k, v in data.items() if v is not None}, follow=True)


def split(desk, response, **choices: str):
    return send(desk, response, "split:m0", **{f"m0-split-{name}": to for name, to in choices.items()})


def names(card) -> list[str]:
    return [row.form["name"].value() for row in card.people if row.form["keep"].value()]


def test_the_panel_lists_each_fact_with_its_words(desk):
    (card,) = open_preview(desk).context["reading"].cards
    shown = {fact.name.removeprefix("m0-split-"): fact for fact in card.division}
    assert "الجمعة" in shown["date"].words
    assert shown["place"].words == ["بغداد"]
    assert "استقبل" in shown["words"].words
    assert "فؤاد حسين" in shown["p0"].words
    assert len([name for name in shown if name.startswith("topic-")]) == 2


class TestSplit:
    def test_both_are_shown_and_stored_each_with_its_own_evidence(self, desk):
        response = open_preview(desk)
        trade = next(fact.name for fact in response.context["reading"].cards[0].division if fact.value == "Trade")
        response = split(
            desk, response, p1="second", p0="both", place="second", **{trade[len("m0-split-") :]: "second"}
        )
        first, second = response.context["reading"].cards
        assert not Meeting.objects.exists()
        assert response.context["is_compared"]
        assert names(first) == ["فؤاد حسين"]
        assert names(second) == ["فؤاد حسين", "أيمن الصفدي"]
        response = send(desk, response, "draft")
        one, two = Meeting.objects.order_by("pk")
        assert [part.name_as_written for part in one.participations.all()] == ["فؤاد حسين"]
        assert [part.name_as_written for part in two.participations.all()] == ["فؤاد حسين", "أيمن الصفدي"]
        assert (one.date, two.date) == (one.date, None)
        assert (one.place, two.place.city_ar) == (None, "بغداد")
        assert [topic.code for topic in two.topics.all()] == ["trade"]

        def facts(meeting: Meeting) -> set[tuple[str, str]]:
            return set(meeting.evidence.values_list("fact", "quote"))

        assert ("place", "بغداد") in facts(two) - facts(one)
        assert ("date", "الجمعة") in facts(one) - facts(two)
        assert not [fact for fact, _quote in facts(two) if fact in ("meeting", "kind")]  # they stayed with the first
        assert ("participant", "أيمن الصفدي") not in facts(one)
        for mark in Evidence.objects.select_related("article"):
            assert mark.quote == mark.article.raw_text[mark.start : mark.end]

    def test_a_click_moves_a_participant_afterwards(self, desk):
        response = split(desk, open_preview(desk), p1="second")
        second = response.context["reading"].cards[1]
        assert [row.form["keep"].value() for row in second.people] == [False, True]
        response = send(desk, response, "draft", **{"m1-p0-keep": "on"})
        assert Meeting.objects.order_by("pk").last().participations.count() == 2

    def test_the_editors_marks_go_with_their_fact(self, desk):
        start = TEXT.index("الجمعة")
        mark = {"of": "m0", "fact": "date", "start": start, "end": start + len("الجمعة")}
        response = send(desk, open_preview(desk), "split:m0", marks=json.dumps([mark]), **{"m0-split-date": "both"})
        marks = json.loads(response.context["reading"].form["marks"].value())
        assert [one["of"] for one in marks] == ["m0", "m1"]

    def test_a_card_that_does_not_exist_is_not_split(self, desk):
        for decision in ("split:m7", "split:x", "join:m0+m9", "join:m0", "join:m0+m0"):
            response = send(desk, open_preview(desk, f"{TEXT}{decision}"), decision, marks="no json")
            assert len(response.context["reading"].cards) == 1


class TestJoin:
    def test_two_found_meetings_become_one_with_the_words_of_both(self, desk):
        response = open_preview(desk, TWO)
        assert len(response.context["reading"].cards) == 2
        response = send(desk, response, "join:m0+m1")
        (card,) = response.context["reading"].cards
        assert names(card) == ["فؤاد حسين", "أيمن الصفدي", "هاكان فيدان", "بدر عبد العاطي"]
        assert response.context["joined"] == "0+1"
        send(desk, response, "draft")
        meeting = Meeting.objects.get()
        assert meeting.participations.count() == 4
        quotes = set(meeting.evidence.values_list("fact", "quote"))
        assert ("participant", "هاكان فيدان") in quotes
        assert ("date", "الخميس") not in quotes  # the day of the first one counts

    def test_joined_again_after_a_split_they_are_as_before(self, desk):
        before = open_preview(desk)
        response = split(desk, before, p1="second", date="second")
        response = send(desk, response, "join:m0+m1")
        (card,) = response.context["reading"].cards
        assert names(card) == ["فؤاد حسين", "أيمن الصفدي"]
        assert card.form["date"].value() == "03/11/2023"
        assert card.form["without"].value() == ""

    def test_the_meetings_after_it_keep_their_facts(self, desk):
        response = send(desk, open_preview(desk, TWO), "split:m0", **{"m0-split-p1": "second"})
        call = names(response.context["reading"].cards[1])
        response = send(desk, response, "join:m0+m2")  # the two parts of the first
        first, second = response.context["reading"].cards
        assert names(first) == ["فؤاد حسين", "أيمن الصفدي"]
        assert names(second) == call == ["هاكان فيدان", "بدر عبد العاطي"]

    def test_a_participant_of_both_is_one(self, desk):
        text = TWO.replace("التركي هاكان فيدان", "العراقي فؤاد حسين")
        response = send(desk, open_preview(desk, text), "join:m0+m1")
        assert names(response.context["reading"].cards[0]).count("فؤاد حسين") == 1

    def test_a_meeting_added_by_hand_joins_too(self, desk):
        response = send(desk, open_preview(desk), "add:meeting")
        response = send(desk, response, "join:m0+m1", **{"m1-p0-name": "هاكان فيدان", "m1-p0-keep": "on"})
        (card,) = response.context["reading"].cards
        assert "هاكان فيدان" in names(card)
        response = send(desk, open_preview(desk, TEXT + "."), "add:meeting")
        response = send(desk, response, "join:m1+m0")
        assert "أيمن الصفدي" in names(response.context["reading"].cards[0])


@pytest.mark.parametrize("decision", ["split:m0", "add:m0", "join:m0+m1"])
def test_a_count_that_no_page_sends_is_bounded(desk, decision):
    response = open_preview(desk)
    answer = send(desk, response, decision, **{"meetings-count": "999999999999999", "m0-people-count": "9" * 15})
    assert answer.status_code == 200


def test_half_a_character_in_the_marks_is_no_error(desk):
    marks = json.dumps([{"of": "m0", "fact": "date", "quote": "\ud800", "start": 0, "end": 1}])
    assert send(desk, open_preview(desk), "split:m0", marks=marks).status_code == 200
