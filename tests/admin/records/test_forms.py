"""Entering and correcting records by hand, as a browser sends the forms."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import translation

from meetings.models import Article, Country, Evidence, Meeting, Official, Outlet, Place, Position, Topic, Version
from meetings.services.history import select_versions
from tests.addresses_taken import take_addresses
from tests.admin.conftest import address, errors, form_data
from tests.factories import (
    REPORT,
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def save(desk, page: str, **changes: object):
    """Open the form at `page`, change it and send it back."""
    return desk.post(page, form_data(desk.get(page), **changes))


def saved(desk, page: str, **changes: object) -> None:
    response = save(desk, page, **changes)
    assert response.status_code == 302, errors(response)


class TestMeeting:
    page = property(lambda self: address("meetings_meeting_add"))

    @pytest.fixture
    def people(self):
        iraq, france = CountryFactory(), CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        first = OfficialFactory(name_ar="فؤاد حسين", name_en="Fuad Hussein", review_state="draft")
        second = OfficialFactory(name_ar="إيمانويل ماكرون", name_en="Emmanuel Macron")
        return iraq, france, first, second

    def two_sides(self, people) -> dict[str, object]:
        iraq, france, first, second = people
        return {
            "participations-0-official": first.pk,
            "participations-0-side": f"country:{iraq.pk}",
            "participations-0-role": "host",
            "participations-1-official": second.pk,
            "participations-1-side": f"country:{france.pk}",
            "participations-1-role": "guest",
        }

    def test_a_meeting_with_all_its_parts(self, desk, people):
        article, topic = ArticleFactory(), TopicFactory()
        saved(
            desk,
            self.page,
            headline_ar="فؤاد حسين يستقبل ماكرون",
            date="٣/١١/٢٠٢٣",
            place=PlaceFactory().pk,
            **self.two_sides(people),
            **{
                "sources-TOTAL_FORMS": 1,
                "sources-0-article": article.pk,
                "sources-0-order": 0,
                "ranked_topics-TOTAL_FORMS": 1,
                "ranked_topics-0-topic": topic.pk,
                "ranked_topics-0-rank": 0,
            },
        )
        meeting = Meeting.objects.get()
        assert meeting.slug == "2023-11-03-iq-fr"
        assert (meeting.date, meeting.date_precision, meeting.date_basis) == (date(2023, 11, 3), "day", "editor")
        assert meeting.review_state == "draft"
        assert [(str(p), p.side_code, p.role, p.order) for p in meeting.participations.all()] == [
            ("Fuad Hussein", "IQ", "host", 0),
            ("Emmanuel Macron", "FR", "guest", 1),
        ]
        assert [source.article for source in meeting.sources.all()] == [article]
        assert list(meeting.topics.all()) == [topic]
        assert [version.change for version in select_versions(meeting)] == ["entered"]
        assert not LogEntry.objects.exists()

    def test_the_same_meeting_again_gets_an_address_of_its_own(self, desk, people):
        for _ in range(2):
            saved(desk, self.page, headline_ar="لقاء", date="3/11/2023", **self.two_sides(people))
        assert set(Meeting.objects.values_list("slug", flat=True)) == {"2023-11-03-iq-fr", "2023-11-03-iq-fr-2"}

    def test_an_address_the_editor_gives_is_kept(self, desk, people):
        saved(desk, self.page, headline_ar="لقاء", date="3/11/2023", slug="visit-of-macron", **self.two_sides(people))
        assert Meeting.objects.get().slug == "visit-of-macron"
        page = address("meetings_meeting_change", Meeting.objects.get().pk)
        saved(desk, page, date="4/11/2023")
        assert Meeting.objects.get().slug == "visit-of-macron"

    def test_an_unknown_date_is_left_empty(self, desk, people):
        saved(desk, self.page, headline_ar="لقاء", date="", **self.two_sides(people))
        meeting = Meeting.objects.get()
        assert (meeting.date, meeting.date_precision, meeting.date_basis) == (None, "unknown", "unknown")
        saved(desk, address("meetings_meeting_change", meeting.pk), date="3 تشرين الثاني 2023")
        meeting.refresh_from_db()
        assert (meeting.date, meeting.date_precision, meeting.date_basis) == (date(2023, 11, 3), "day", "editor")

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"date": "31/02/2024"}, "“31/02/2024” does not exist: that month has 29 days."),
            ({"date": "أمس"}, "We could not read “أمس” as a date."),
            ({"date": "3/11/2023", "date_end": "2/11/2023"}, "The last day cannot be before the first."),
            ({"date": "", "date_end": "2/11/2023"}, "A last day needs a first day. Enter the first day."),
            ({"slug": "عنوان عربي"}, "Enter a valid “slug”"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_saved(self, desk, people, changes, message):
        data = {"headline_ar": "لقاء", "date": "3/11/2023", **self.two_sides(people), **changes}
        response = save(desk, self.page, **data)
        assert any(message in error for error in errors(response)), errors(response)
        assert not Meeting.objects.exists()

    def test_a_row_with_nobody_or_with_somebody_twice(self, desk, people):
        data = {"headline_ar": "لقاء", "date": "3/11/2023", **self.two_sides(people)}
        data["participations-0-official"] = ""
        response = save(desk, self.page, **data)
        assert "Choose the official or the position, or enter at least a title." in str(errors(response))
        data["participations-0-official"] = data["participations-1-official"]
        assert "This official already takes part in this meeting." in str(errors(save(desk, self.page, **data)))
        assert not Meeting.objects.exists()

    def test_side_and_office_left_empty_are_those_of_that_day(self, desk, people):
        office = AppointmentFactory(official=people[2], start=date(2022, 10, 27)).position
        data = {**self.two_sides(people), "participations-0-side": ""}
        saved(desk, self.page, headline_ar="لقاء", date="3/11/2023", **data)
        part = Meeting.objects.get().participations.first()
        assert (part.position, part.side_code) == (office, "IQ")
        assert Meeting.objects.get().slug == "2023-11-03-iq-fr"

    def test_participants_are_put_in_order_by_their_numbers(self, desk):
        meeting = MeetingFactory()
        parts = [ParticipationFactory(meeting=meeting) for _ in range(3)]
        page = address("meetings_meeting_change", meeting.pk)
        saved(desk, page, **{"participations-0-rank": 2, "participations-1-rank": 3, "participations-2-rank": 1})
        assert list(meeting.participations.values_list("pk", flat=True)) == [parts[n].pk for n in (2, 0, 1)]
        saved(desk, page, **{"participations-0-DELETE": "on"})
        assert list(meeting.participations.values_list("pk", "order")) == [(parts[0].pk, 0), (parts[1].pk, 1)]

    def test_saving_unchanged_changes_nothing_but_its_own_date(self, desk):
        part = ParticipationFactory(meeting__place=PlaceFactory(), position=PositionFactory())
        SourceFactory(meeting=part.meeting)
        before = {k: v for k, v in Meeting.objects.values().get().items() if k != "updated_at"}
        saved(desk, address("meetings_meeting_change", part.meeting.pk))
        assert {k: v for k, v in Meeting.objects.values().get().items() if k != "updated_at"} == before
        part.refresh_from_db()
        assert part.order == 0

    def test_inputs_know_their_direction(self, desk):
        html = desk.get(self.page).content.decode()
        for name, direction in (("headline_ar", "rtl"), ("headline_en", "ltr"), ("notes", "auto"), ("slug", "ltr")):
            tag = html[html.index(f'name="{name}"') - 20 :]
            assert f'dir="{direction}"' in tag[: tag.index(">")], name


class TestEvidence:
    @pytest.fixture
    def source(self):
        return SourceFactory(article=ArticleFactory(raw_text=REPORT))

    def add(self, desk, source, **fields: object):
        page = address("meetings_meeting_change", source.meeting.pk)
        prefix = "evidence-2"
        data = {f"{prefix}-0-{name}": value for name, value in {"article": source.article.pk, **fields}.items()}
        return save(desk, page, **{f"{prefix}-TOTAL_FORMS": 1}, **data)

    def test_the_words_are_found_in_the_article(self, desk, source, editor):
        response = self.add(desk, source, fact="place", quote="  في باريس ")
        assert response.status_code == 302, errors(response)
        evidence = Evidence.objects.get()
        assert REPORT[evidence.start : evidence.end] == evidence.quote == "في باريس"
        assert (evidence.author, evidence.meeting) == (editor, source.meeting)

    def test_another_spelling_is_kept_as_the_article_has_it(self, desk, source):
        assert self.add(desk, source, fact="topic", quote="التعاون").status_code == 302
        assert Evidence.objects.get().quote == "التّعاون"

    def test_words_that_stand_twice_need_a_number(self, desk, source):
        response = self.add(desk, source, fact="participant", quote="وزير")
        assert response.status_code == 302, errors(response)
        text = "زار بغداد. ثم غادر بغداد."
        twice = SourceFactory(meeting=source.meeting, article=ArticleFactory(raw_text=text))
        response = self.add(desk, twice, fact="place", quote="بغداد")
        assert "These words occur 2 times in the article. Enter a number from 1 to 2." in errors(response)
        assert self.add(desk, twice, fact="place", quote="بغداد", occurrence=2).status_code == 302
        assert Evidence.objects.get(fact="place").start == text.rindex("بغداد")
        response = self.add(desk, twice, fact="place", quote="بغداد", occurrence=3)
        assert "Enter a number from 1 to 2" in str(errors(response))

    @pytest.mark.parametrize(
        ("quote", "message"),
        [("في روما", "These words are not in the article. Copy them from its text."), ("", "This field is required.")],
    )
    def test_words_that_are_not_there_are_refused(self, desk, source, quote, message):
        assert message in errors(self.add(desk, source, fact="place", quote=quote))
        assert not Evidence.objects.exists()

    def test_what_is_marked_already_is_not_marked_again(self, desk, source):
        self.add(desk, source, fact="place", quote="باريس")
        response = self.add(desk, source, fact="place", quote="باريس")
        assert "These words are already marked as stating this fact." in str(errors(response))
        assert Evidence.objects.count() == 1

    def test_only_the_meetings_own_articles_and_participants_are_offered(self, desk, source):
        part = ParticipationFactory(meeting=source.meeting)
        ParticipationFactory()
        ArticleFactory()
        response = desk.get(address("meetings_meeting_change", source.meeting.pk))
        form = response.context["inline_admin_formsets"][5].formset.empty_form
        assert list(form.fields["participation"].queryset) == [part]
        assert list(form.fields["article"].queryset) == [source.article]

    def test_it_is_read_in_its_context(self, desk, source):
        EvidenceFactory(meeting=source.meeting, article=source.article, quote="يوم الجمعة")
        html = desk.get(address("meetings_meeting_change", source.meeting.pk)).content.decode()
        assert "فؤاد حسين، <mark>يوم الجمعة</mark>، نظيره" in html

    def test_its_words_can_be_corrected_on_its_own_page(self, desk, source, editor):
        evidence = EvidenceFactory(meeting=source.meeting, article=source.article, rule="date")
        page = address("meetings_evidence_change", evidence.pk)
        saved(desk, page)
        evidence.refresh_from_db()
        assert evidence.author is None
        saved(desk, page, quote="الجمعة")
        evidence.refresh_from_db()
        assert (evidence.quote, evidence.author) == ("الجمعة", editor)
        assert REPORT[evidence.start : evidence.end] == "الجمعة"

    def test_a_new_meeting_has_none_yet(self, desk):
        response = desk.get(address("meetings_meeting_add"))
        assert [inline.opts.model.__name__ for inline in response.context["inline_admin_formsets"]] == [
            "Participation",
            "Source",
            "MeetingTopic",
            "Attachment",
        ]


class TestArticle:
    page = property(lambda self: address("meetings_article_add"))

    def test_the_text_is_kept_as_it_was_pasted(self, desk):
        saved(desk, self.page, headline="لقاء", raw_text="  سطر\r\n\r\nسطر آخر \r\n", published_on="٤/١١/٢٠٢٣")
        article = Article.objects.get()
        assert article.raw_text == "  سطر\n\nسطر آخر \n"
        assert article.slug == "2023-11-04-lqa"

    def test_it_is_shown_and_not_changed_once_it_is_there(self, desk):
        article = ArticleFactory(raw_text="نص <b>مع</b> وسوم\nوسطر")
        page = address("meetings_article_change", article.pk)
        html = desk.get(page).content.decode()
        assert '<div class="raw-text" dir="auto">نص &lt;b&gt;مع&lt;/b&gt; وسوم\nوسطر</div>' in html
        assert 'name="raw_text"' not in html
        saved(desk, page, raw_text="غيره", headline="عنوان مصحح")
        article.refresh_from_db()
        assert (article.raw_text, article.headline) == ("نص <b>مع</b> وسوم\nوسطر", "عنوان مصحح")

    def test_a_text_can_be_added_to_an_address(self, desk):
        article = ArticleFactory(raw_text="", url="https://example.org/1")
        saved(desk, address("meetings_article_change", article.pk), raw_text="نص")
        article.refresh_from_db()
        assert article.raw_text == "نص"

    def test_the_same_text_or_address_is_not_entered_twice(self, desk):
        ArticleFactory(raw_text="نص\nواحد", url="https://example.org/1", headline="الأول")
        response = save(desk, self.page, raw_text="نص\r\nواحد")
        assert "This text is already in the archive" in str(errors(response))
        assert "الأول" in str(errors(response))
        for url in ("https://example.org/1", "http://www.example.org/1/?utm_source=x"):
            assert "This page is already in the archive: “الأول" in str(errors(save(desk, self.page, url=url)))

    def test_a_record_of_a_page_that_the_archive_has_twice_can_be_corrected(self, desk):
        """Archives of earlier versions have such pairs."""
        ArticleFactory(url="https://example.org/1")
        article = ArticleFactory(url="http://example.org/1")
        saved(desk, address("meetings_article_change", article.pk), headline="عنوان")
        article.refresh_from_db()
        assert article.headline == "عنوان"

    def test_an_empty_article_is_none(self, desk):
        assert "Enter the text, the address" in str(errors(save(desk, self.page, raw_text=" \n ")))

    def test_a_text_of_many_megabytes_is_refused_with_a_page_and_not_with_an_error(self, desk):
        response = desk.post(self.page, {"headline": "كتاب", "raw_text": "س" * 7_000_000})
        assert response.status_code == 400
        assert not Article.objects.exists()

    def test_an_address_without_its_scheme(self, desk):
        saved(desk, self.page, url="example.org/1")
        assert Article.objects.get().url == "https://example.org/1"
        assert errors(save(desk, self.page, url="javascript:alert(1)"))

    def test_two_articles_without_an_address(self, desk):
        saved(desk, self.page, headline="أ")
        saved(desk, self.page, headline="ب")
        assert Article.objects.count() == 2


class TestTheRest:
    def test_an_official_is_found_by_the_names_that_were_entered(self, desk):
        position = PositionFactory()
        saved(
            desk,
            address("meetings_official_add"),
            name_ar="أيمن الصفدي",
            name_en="Ayman Safadi",
            **{
                "names-TOTAL_FORMS": 1,
                "names-0-name": "الصفدي",
                "names-0-kind": "short",
                "names-0-script": "Arab",
                "appointments-TOTAL_FORMS": 1,
                "appointments-0-position": position.pk,
                "appointments-0-start": "١٤ حزيران ٢٠١٨",
                "appointments-0-start_precision": "day",
                "appointments-0-end_precision": "unknown",
            },
        )
        official = Official.objects.get(slug="ayman-safadi")
        assert {name.name for name in official.names.all()} == {"أيمن الصفدي", "Ayman Safadi", "الصفدي"}
        assert official.appointments.get().start == date(2018, 6, 14)
        assert list(Official.objects.named("ايمن الصفدی")) == [official]

    def test_an_address_that_another_editor_takes_at_this_moment(self, desk, monkeypatch):
        """On PostgreSQL the form reads the addresses before the other transaction is committed."""
        OfficialFactory(slug="ayman-safadi", name_ar="خالد", name_en="")
        take_addresses(monkeypatch, "meetings.admin.base.make_unique_slug", "ayman-safadi")
        saved(desk, address("meetings_official_add"), name_ar="أيمن الصفدي", name_en="Ayman Safadi")
        official = Official.objects.get(name_en="Ayman Safadi")
        assert official.slug == "ayman-safadi-2"
        assert [version.change for version in select_versions(official)] == ["entered"]
        assert Version.objects.filter(kind="official").count() == 1

    def test_an_official_with_an_arabic_name_only(self, desk):
        saved(desk, address("meetings_official_add"), name_ar="أيمن الصفدي")
        assert Official.objects.get().slug == "ayman-safadi"

    def test_an_office_that_ends_before_it_starts(self, desk):
        appointment = AppointmentFactory()
        page = address("meetings_official_change", appointment.official.pk)
        response = save(desk, page, **{"appointments-0-end": "1/1/2020"})
        assert "The end cannot be before the start." in str(errors(response))

    def test_addresses_of_the_short_lists_fill_themselves_in(self, desk):
        france = CountryFactory(code="FR", name_ar="فرنسا")
        saved(desk, address("meetings_topic_add"), name_ar="الطاقة", name_en="Energy")
        saved(desk, address("meetings_place_add"), city_ar="باريس", city_en="Paris", country=france.pk)
        saved(desk, address("meetings_place_add"), city_ar="أربيل")
        saved(desk, address("meetings_outlet_add"), name_ar="وكالة الأنباء القطرية")
        saved(
            desk, address("meetings_position_add"), title_ar="رئيس الجمهورية", title_en="President", country=france.pk
        )
        assert Topic.objects.get().code == "energy"
        assert set(Place.objects.values_list("slug", flat=True)) == {"fr-paris", "arbyl"}
        assert Outlet.objects.get().code.isascii()
        assert Position.objects.get().code == "fr-president"

    def test_names_and_demonyms_are_typed_one_a_line(self, desk):
        country = CountryFactory(names=["جمهورية العراق"], demonyms={"masculine": ["عراقي"], "plural": ["عراقيون"]})
        page = address("meetings_country_change", country.pk)
        saved(desk, page, names="جمهورية العراق\r\nRepublic of Iraq\r\n\r\n", plural="عراقيون\r\nعراقيين")
        country = Country.objects.get()
        assert country.names == ["جمهورية العراق", "Republic of Iraq"]
        assert country.demonyms == {"masculine": ["عراقي"], "feminine": [], "plural": ["عراقيون", "عراقيين"]}

    def test_what_is_in_use_is_not_deleted_and_the_page_says_by_what(self, desk):
        official = ParticipationFactory().official
        page = address("meetings_official_delete", official.pk)
        html = desk.get(page).content.decode()
        assert "would require deleting the following protected related objects" in html
        response = desk.post(page, {"post": "yes"})
        assert response.status_code in (200, 302)
        assert Official.objects.filter(pk=official.pk).exists()

    def test_what_came_into_use_meanwhile_is_not_deleted_either(self, desk, monkeypatch):
        official = OfficialNameFactory().official
        ParticipationFactory(official=official)
        # The question was asked before the participation was there.
        monkeypatch.setattr(
            "meetings.admin.records.officials.OfficialAdmin.get_deleted_objects", lambda *args: ([], {}, set(), [])
        )
        response = desk.post(address("meetings_official_delete", official.pk), {"post": "yes"}, follow=True)
        assert "Nothing was deleted: the record is still in use (participations)." in response.content.decode()
        data = {"action": "delete_selected", "_selected_action": [official.pk], "post": "yes"}
        response = desk.post(address("meetings_official_changelist"), data, follow=True)
        assert "Nothing was deleted" in response.content.decode()
        assert Official.objects.filter(pk=official.pk).exists()
        assert official.names.exists()

    def test_a_number_that_no_record_has(self, desk):
        response = desk.get(address("meetings_meeting_change", 999_999), follow=True)
        assert response.status_code == 200
        assert "doesn’t exist" in response.content.decode()

    def test_the_form_of_a_meeting_takes_a_bounded_number_of_queries(self, desk, django_assert_max_num_queries):
        meeting = MeetingFactory(place=PlaceFactory())
        source = SourceFactory(meeting=meeting)
        for quote in ("التقى", "وزير الخارجية", "يوم الجمعة", "باريس", "العراقي", "نظيره"):
            part = ParticipationFactory(meeting=meeting, position=PositionFactory())
            EvidenceFactory(meeting=meeting, article=source.article, participation=part, quote=quote)
        with django_assert_max_num_queries(60):
            assert desk.get(address("meetings_meeting_change", meeting.pk)).status_code == 200

    def test_arabic_is_the_language_of_the_desk(self, client, editor):
        client.force_login(editor)
        with translation.override("ar"):
            html = client.get(address("meetings_meeting_add")).content.decode()
        assert 'lang="ar" dir="rtl"' in html
        assert 'hreflang="en"' in html
        assert 'href="/en/admin/meetings/meeting/add/"' in html
