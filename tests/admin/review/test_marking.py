"""Correcting by marking, as a browser does it without JavaScript: words that are typed, and two steps."""

from datetime import date

import pytest
from django.utils import translation

from meetings.models import Evidence, Meeting, Official, Participation
from tests.admin.conftest import address
from tests.factories import (
    REPORT,
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    OrganisationFactory,
    ParticipationFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def draft(**fields: object) -> Meeting:
    return MeetingFactory(review_state="draft", **fields)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class TestMarking:
    @pytest.fixture
    def source(self):
        article = ArticleFactory(raw_text=REPORT, published_on=date(2023, 11, 6))
        return SourceFactory(meeting=draft(), article=article)

    def mark(self, desk, source, fact: str, quote: str, **more: object):
        """The first step, with words that are typed; and the second, once `confirmed` is among `more`."""
        data = {"article": source.article.pk, "quote": quote, "fact": fact, **more}
        return desk.post(address("review-mark", source.meeting.pk), data, follow=True)

    def confirm(self, desk, source, fact: str, quote: str, **changes: object):
        """Both steps, as the browser sends them: the form of the first answer, with `changes`."""
        step = self.mark(desk, source, fact, quote).context["step"]
        fields = {bound.html_name: bound.value() for bound in step}
        data = {name: value for name, value in fields.items() if value not in (None, False)}
        for name, value in data.items():
            if isinstance(value, date):
                data[name] = value.strftime("%d/%m/%Y")
        return self.mark(desk, source, fact, quote, confirmed="1", **{**data, **changes})

    def test_a_date_is_read_from_the_day_of_publication_and_confirmed(self, desk, source, editor):
        response = self.mark(desk, source, "date", "يوم الجمعة")
        assert response.context["step"].initial["date"] == date(2023, 11, 3)
        assert "الجمعة" in response.context["read"].remark
        assert not Evidence.objects.exists()
        Meeting.objects.update(date=date(2023, 11, 5))
        response = self.confirm(desk, source, "date", "يوم الجمعة")
        assert said(response) == ["Saved: date, in the words “يوم الجمعة”."]
        meeting, evidence = Meeting.objects.get(), Evidence.objects.get()
        assert (meeting.date, meeting.date_basis) == (date(2023, 11, 3), "editor")
        assert meeting.date_explanation
        assert (evidence.author, evidence.quote) == (editor, "يوم الجمعة")

    def test_the_editor_knows_better(self, desk, source):
        self.confirm(desk, source, "date", "يوم الجمعة", date="٢٧/١٠/٢٠٢٣")
        meeting = Meeting.objects.get()
        assert (meeting.date, meeting.date_explanation) == (date(2023, 10, 27), "")

    @pytest.mark.parametrize("wrong", ["31/2/2023", "", "yesterday"])
    def test_a_wrong_day_is_asked_for_again(self, desk, source, wrong):
        response = self.confirm(desk, source, "date", "يوم الجمعة", date=wrong)
        assert response.context["step"].errors["date"]
        assert not Evidence.objects.exists()

    def test_a_place_of_the_gazetteer(self, desk, source):
        CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        self.confirm(desk, source, "place", "في باريس")
        place = Meeting.objects.get().place
        assert (place.city_ar, place.city_en, place.country.code) == ("باريس", "Paris", "FR")

    def test_a_participant_in_another_spelling_is_found_among_the_officials(self, desk, source):
        official = OfficialNameFactory(official__name_ar="فؤاد حسين").official
        office = AppointmentFactory(official=official)
        self.confirm(desk, source, "participant", "وزير الخارجية العراقي فؤاد حسين")
        part = Participation.objects.get()
        assert (part.official, part.position) == (official, office.position)
        assert Evidence.objects.get().participation == part

    def test_a_participant_on_record_is_recognised(self, desk, source):
        part = ParticipationFactory(meeting=source.meeting, official=OfficialFactory(name_ar="الوزير فؤاد حسين"))
        named = OfficialNameFactory(official=part.official, name="فؤاد حسين", kind="alias")
        response = self.mark(desk, source, "participant", named.name)
        assert response.context["step"].initial["part"] == part.pk
        self.confirm(desk, source, "participant", named.name)
        assert Participation.objects.count() == 1
        assert Evidence.objects.get().participation == part

    def test_somebody_new_is_a_draft(self, desk, source):
        OrganisationFactory()
        self.confirm(desk, source, "participant", "فؤاد حسين")
        assert Official.objects.get().review_state == "draft"
        response = self.confirm(desk, source, "participant", "الوزيران", official="")
        assert response.context["step"].errors["official"]

    def test_a_new_minister_is_created_with_office_and_term_from_the_marked_title(self, desk, source):
        iraq = CountryFactory()
        step = self.mark(desk, source, "participant", "وزير الخارجية العراقي فؤاد حسين").context["step"]
        shown = {name: step[name].value() for name in ("official", "side", "position")}
        assert shown == {"official": "new:فؤاد حسين", "side": f"country:{iraq.pk}", "position": "new:وزير الخارجية"}
        more = {"new_name": "Fuad Hussein", "new_start": "6/6/2020"}
        self.confirm(desk, source, "participant", "وزير الخارجية العراقي فؤاد حسين", **more)
        part = Participation.objects.get()
        assert (part.official.name_ar, part.official.name_en) == ("فؤاد حسين", "Fuad Hussein")
        assert (part.position.title_ar, part.side) == ("وزير الخارجية", iraq)
        term = part.official.appointments.get()
        assert (term.position, term.start) == (part.position, date(2020, 6, 6))
        assert Evidence.objects.get().participation == part

    def test_another_participant_of_the_meeting_is_shown_before_it_is_saved(self, desk, source):
        """Without scripts the boxes still show the other participant when the form is sent."""
        iraq = CountryFactory()
        part = ParticipationFactory(meeting=source.meeting, official=None, name_as_written="الوزير", country=iraq)
        response = self.confirm(desk, source, "participant", "فؤاد حسين", part=part.pk)
        step = response.context["step"]
        assert (step["part"].value(), step["side"].value()) == (part.pk, f"country:{iraq.pk}")
        assert step["official"].value() == "new:فؤاد حسين"
        assert not Evidence.objects.exists()
        data = {"part": part.pk, "shown_part": part.pk, "official": "new:فؤاد حسين", "side": f"country:{iraq.pk}"}
        self.mark(desk, source, "participant", "فؤاد حسين", confirmed="1", role="party", **data)
        part.refresh_from_db()
        assert (part.official.name_ar, part.side, Participation.objects.count()) == ("فؤاد حسين", iraq, 1)

    def test_typed_names_work_without_scripts(self, desk, source):
        iraq = CountryFactory()
        part = ParticipationFactory(meeting=source.meeting, country=None)
        step = {"confirmed": "1", "part": part.pk}
        response = self.mark(desk, source, "side", "العراقي", **step, **{"side-typed": "العرا"})
        assert response.context["step"].errors["side"]
        assert f'<option value="country:{iraq.pk}"' in response.content.decode()
        self.mark(desk, source, "side", "العراقي", **step, **{"side-typed": "العراق"})
        part.refresh_from_db()
        assert part.country == iraq

    def test_a_new_place_has_its_country(self, desk, source):
        italy = CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy")
        new = {"confirmed": "1", "place": "new:بوليا"}
        assert self.mark(desk, source, "place", "التقى", **new).context["step"].errors["country"]
        self.mark(desk, source, "place", "التقى", country=f"country:{italy.pk}", **new)
        place = Meeting.objects.get().place
        assert (place.city_ar, place.country) == ("بوليا", italy)

    def test_a_country_alone_is_a_place(self, desk, source):
        france = CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        self.mark(desk, source, "place", "باريس", confirmed="1", place="new:فرنسا")
        place = Meeting.objects.get().place
        assert (place.city_ar, place.country) == ("", france)

    def test_the_role_of_the_nearest_participant(self, desk, source):
        part = ParticipationFactory(meeting=source.meeting)
        EvidenceFactory(
            meeting=source.meeting, article=source.article, fact="participant", quote="فؤاد حسين", participation=part
        )
        self.confirm(desk, source, "role", "التقى", role="guest")
        part.refresh_from_db()
        assert part.role == "guest"
        assert Evidence.objects.get(fact="role").participation == part

    def test_title_and_side_of_the_nearest_participant(self, desk, source):
        iraq, france = CountryFactory(), CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        first, second = (ParticipationFactory(meeting=source.meeting, country=None) for _ in range(2))
        for part, quote in ((first, "فؤاد حسين"), (second, "نظيره")):
            EvidenceFactory(
                meeting=source.meeting, article=source.article, fact="participant", quote=quote, participation=part
            )
        self.confirm(desk, source, "title", "وزير الخارجية العراقي")
        self.confirm(desk, source, "side", "العراقي")
        self.confirm(desk, source, "side", "الفرنسي")
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.title_ar, first.country, second.country) == ("وزير الخارجية العراقي", iraq, france)

    def test_kind_topic_and_that_they_met(self, desk, source):
        topic = TopicFactory(code="bilateral", name_ar="العلاقات الثنائية")
        self.confirm(desk, source, "kind", "التقى", kind="visit")
        self.confirm(desk, source, "topic", "التعاون", topic=topic.pk)
        self.mark(desk, source, "meeting", "التقى")
        meeting = Meeting.objects.get()
        assert (meeting.kind, list(meeting.topics.all())) == ("visit", [topic])
        assert set(meeting.evidence.values_list("fact", flat=True)) == {"kind", "topic", "meeting"}
        assert meeting.evidence.get(fact="topic").quote == "التّعاون"

    def test_a_hand_that_selects_says_which_of_several_it_means(self, desk, source):
        article = ArticleFactory(raw_text="زار بغداد.\r\nثم غادر بغداد.")
        twice = SourceFactory(meeting=source.meeting, article=article)
        response = self.mark(desk, twice, "meeting", "بغداد")
        assert response.context["words_errors"]
        assert 'name="occurrence"' in response.content.decode()
        self.mark(desk, twice, "meeting", "بغداد", occurrence=2)
        last = article.raw_text.rindex("بغداد")
        assert Evidence.objects.get().start == last
        first = article.raw_text.index("بغداد")
        self.mark(
            desk, twice, "meeting", "بغداد.ثم", start=first, end=first + 10
        )  # as a box without lines gives it back
        assert {mark.quote for mark in Evidence.objects.all()} == {"بغداد", "بغداد.\r\nثم"}

    def test_words_that_are_not_there_and_articles_of_others(self, desk, source):
        response = self.mark(desk, source, "date", "يوم السبت")
        assert response.context["words_errors"] == ["These words are not in the article. Copy them from its text."]
        foreign = SourceFactory()
        source.article = foreign.article
        assert self.mark(desk, source, "meeting", "التقى").context["words_errors"]
        assert self.mark(desk, source, "colour", "التقى").context["words_errors"]
        assert not Evidence.objects.exists()

    def test_a_mark_is_taken_away(self, desk, source):
        evidence = EvidenceFactory(meeting=source.meeting, article=source.article)
        response = desk.post(address("review-unmark", evidence.pk), follow=True)
        assert said(response) == ["The mark was removed. The fact stays in the record."]
        assert not Evidence.objects.exists()

    @pytest.mark.parametrize("fact", ["date", "place", "participant", "title", "side", "kind", "topic"])
    def test_every_second_step_opens_in_both_languages(self, desk, source, fact):
        ParticipationFactory(meeting=source.meeting)
        TopicFactory()
        for language in ("ar", "en"):
            with translation.override(language):
                response = self.mark(desk, source, fact, "باريس")
            assert response.status_code == 200
            assert response.context["step"].errors == {}
