"""Positions, places, organisations, outlets and topics become one without loss, and undo brings every row back."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils import translation

from meetings.ingest.reference import load_fixtures
from meetings.models import (
    Appointment,
    EditedFact,
    Evidence,
    Feed,
    Identifier,
    Meeting,
    MeetingTopic,
    Organisation,
    Outlet,
    Place,
    Position,
    Topic,
    Version,
)
from meetings.models.kinds import KINDS_BY_NAME
from meetings.queries.old_addresses import find_by_old_address
from meetings.search import SearchRequest, search, update_index
from meetings.services.checks import ReasonNeededError
from meetings.services.merging.authority_cards import load_cards, sort_by_use
from meetings.services.merging.authority_kinds import AUTHORITY_KINDS
from meetings.services.merging.authority_objections import find_objections
from meetings.services.merging.authority_plan import ONCE, list_conflicts, plan_merge, suggest_choices
from meetings.services.merging.merge_authorities import MergeObjectedError, merge_authorities
from meetings.services.merging.merge_officials import MergeRefusedError
from meetings.services.merging.undo import undo
from meetings.services.reference_data import load_reference
from meetings.services.roles import UserRole, give_role
from tests.factories import (
    AppointmentFactory,
    ArticleFactory,
    CountryFactory,
    EvidenceFactory,
    MeetingFactory,
    OfficialFactory,
    OrganisationFactory,
    OutletFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)
from tests.services.dump import everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def editor():
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


def keys_of(kept, *others):
    return [one.key.rpartition("-")[0] for one in find_objections(kept, others)]


def make_france():
    return CountryFactory(code="FR", name_ar="فرنسا", name_en="France")


@pytest.fixture
def erbil():
    return PlaceFactory(slug="iq-erbil", city_ar="أربيل", city_en="Erbil")


@pytest.fixture
def hawler(erbil):
    return PlaceFactory(slug="iq-hwlyr", city_ar="هولير", city_en="")


def make_positions():
    kept = PositionFactory()
    return kept, PositionFactory(code="wzyr-alkharjya", title_ar="وزير خارجية العراق", title_en="")


def make_organisations():
    return OrganisationFactory(names=["هيئة الأمم"]), OrganisationFactory(
        code="UNO", name_ar="منظمة الأمم المتحدة", name_en="UN Organization", names=["هيئة الأمم", "ONU"]
    )


def make_outlets():
    kept = OutletFactory(domain="ina.iq")
    return kept, OutletFactory(
        code="ina-2", name_ar="وكالة الأنباء", name_en="", domain="ina.iq", other_domains=["ina.org"]
    )


def make_topics():
    return TopicFactory(), TopicFactory(code="alamn-2", name_ar="الأمن والدفاع", name_en="")


class TestPlaces:
    def test_meetings_move_and_the_old_address_leads_to_the_kept_place(self, editor, erbil, hawler):
        mine, its = MeetingFactory(place=erbil), MeetingFactory(place=hawler)
        (merge,) = merge_authorities(Place, erbil.pk, [hawler.pk], editor, note="One city under two names")
        assert set(erbil.meetings.all()) == {mine, its}
        assert not Place.objects.filter(pk=hawler.pk).exists()
        assert find_by_old_address(Place, "iq-hwlyr") == erbil
        assert (merge.kind, merge.kept_id, merge.other_id, merge.user) == ("place", erbil.pk, hawler.pk, editor)

    def test_undo_restores_every_row(self, editor, erbil, hawler):
        MeetingFactory.create_batch(2, place=hawler)
        before = everything()
        (merge,) = merge_authorities(Place, erbil.pk, [hawler.pk], editor, {"city_ar": hawler.pk})
        assert Place.objects.get(pk=erbil.pk).city_ar == "هولير"
        undo(merge, editor)
        assert everything() == before

    def test_several_become_one_and_are_undone_one_after_the_other(self, editor, erbil, hawler):
        third = PlaceFactory(slug="arbyl-2", city_ar="اربيل", city_en="")
        MeetingFactory(place=third)
        before = everything()
        merges = merge_authorities(Place, erbil.pk, [hawler.pk, third.pk], editor)
        assert [one.other_id for one in merges] == [hawler.pk, third.pk]
        for merge in reversed(merges):
            undo(merge, editor)
        assert everything() == before

    def test_the_more_readable_address_stays_also_if_the_other_record_has_it(self, editor, erbil, hawler):
        MeetingFactory(place=hawler)
        before = everything()
        (merge,) = merge_authorities(Place, hawler.pk, [erbil.pk], editor)
        kept = Place.objects.get(pk=hawler.pk)
        assert kept.slug == "iq-erbil"
        assert find_by_old_address(Place, "iq-hwlyr") == kept
        assert find_by_old_address(Place, "iq-erbil") is None  # it is the present one
        undo(merge, editor)
        assert everything() == before

    def test_the_words_that_state_the_place_and_what_rests_on_it_stay(self, editor, erbil, hawler):
        article = ArticleFactory(raw_text="التقى الرئيسان في هولير.")
        meeting = MeetingFactory(place=hawler, venue_ar="قصر المؤتمرات")
        host = ParticipationFactory(meeting=meeting, role="host")
        EvidenceFactory(meeting=meeting, article=article, fact="place", start=18, end=23, quote="هولير")
        merge_authorities(Place, erbil.pk, [hawler.pk], editor)
        assert Evidence.objects.get().quote == "هولير"
        meeting.refresh_from_db()
        host.refresh_from_db()
        assert (meeting.venue_ar, host.role) == ("قصر المؤتمرات", "host")

    def test_a_search_finds_the_meeting_under_the_kept_place(self, editor, erbil, hawler, index):
        def find():
            update_index()
            return [hit.meeting_id for hit in search(SearchRequest("", chosen={"place": ("iq-erbil",)})).hits]

        meeting = MeetingFactory(place=hawler, sound=True)
        assert find() == []
        (merge,) = merge_authorities(Place, erbil.pk, [hawler.pk], editor)
        assert find() == [meeting.pk]
        undo(merge, editor)
        assert find() == []

    def test_different_countries_and_a_whole_country_are_pointed_at(self, erbil, hawler):
        assert keys_of(erbil, hawler) == []
        paris = PlaceFactory(slug="fr-paris", city_ar="باريس", country=make_france())
        iraq = PlaceFactory(slug="iq", city_ar="", city_en="", kind="country")
        assert keys_of(erbil, paris) == ["countries", "reference"]
        assert keys_of(hawler, iraq) == ["extent"]

    def test_identifiers_move_and_different_ones_are_pointed_at(self, editor, erbil, hawler):
        mine = Identifier.objects.create(place=hawler, scheme="wikidata", value="Q155497")
        before = everything()
        (merge,) = merge_authorities(Place, erbil.pk, [hawler.pk], editor)
        mine.refresh_from_db()
        assert mine.place == erbil
        undo(merge, editor)
        assert everything() == before
        Identifier.objects.create(place=erbil, scheme="viaf", value="146188155")
        assert keys_of(erbil, hawler) == []
        Identifier.objects.create(place=erbil, scheme="wikidata", value="Q1")
        (objection,) = find_objections(erbil, [hawler])
        assert "Q155497" in objection.words

    def test_different_regions_are_pointed_at(self, erbil, hawler):
        iraq = erbil.country
        for place, code in ((erbil, "IQ-KRI"), (hawler, "IQ-X")):
            place.region = CountryFactory(code=code, name_ar=code, parent=iraq)
            place.save()
        assert keys_of(erbil, hawler) == ["regions"]

    def test_a_city_that_a_third_place_has_is_refused_and_nothing_changes(self, editor, erbil):
        nowhere = PlaceFactory(slug="nowhere", city_ar="البصرة", country=None)
        PlaceFactory(slug="iq-basra", city_ar="البصرة")
        before = everything()
        with pytest.raises(MergeRefusedError, match="Another record"):
            merge_authorities(Place, erbil.pk, [nowhere.pk], editor, {"city_ar": nowhere.pk})
        assert everything() == before

    def test_reference_data_does_not_bring_a_merged_place_back(self, editor):
        load_reference(None)
        paris, rome = (Place.objects.get(slug=slug) for slug in ("fr-paris", "it-rome"))
        merge_authorities(Place, paris.pk, [rome.pk], None)
        load_reference(None)
        assert not Place.objects.filter(slug="it-rome").exists()


class TestPositions:
    def test_participations_and_appointments_move_and_equal_ones_become_one(self, editor):
        kept, other = make_positions()
        fuad = OfficialFactory(notes="Checked.")
        AppointmentFactory(official=fuad, position=kept, start=datetime.date(2020, 1, 1), start_precision="year")
        AppointmentFactory(
            official=fuad, position=other, start=datetime.date(2020, 6, 6), source_url="https://mofa.gov.iq/"
        )
        part = ParticipationFactory(position=other)
        before = everything()
        (merge,) = merge_authorities(Position, kept.pk, [other.pk], editor)
        (appointment,) = Appointment.objects.all()
        assert (appointment.position, appointment.start) == (kept, datetime.date(2020, 6, 6))
        part.refresh_from_db()
        assert part.position == kept
        undo(merge, editor)
        assert everything() == before

    def test_what_a_joined_appointment_cannot_take_is_in_the_notes_of_the_official(self, editor):
        kept, other = make_positions()
        fuad = OfficialFactory(notes="Checked.")
        for position, source in ((kept, "https://one.example/"), (other, "https://two.example/")):
            AppointmentFactory(official=fuad, position=position, source_url=source)
        before = everything()
        (merge,) = merge_authorities(Position, kept.pk, [other.pk], editor)
        fuad.refresh_from_db()
        assert fuad.notes.startswith("Checked.\n\n")
        assert "https://two.example/" in fuad.notes
        undo(merge, editor)
        assert everything() == before

    def test_different_sides_and_holders_at_one_time_are_pointed_at(self):
        kept, other = make_positions()
        assert keys_of(kept, other) == []
        AppointmentFactory(position=kept, start=datetime.date(2020, 1, 1), end=datetime.date(2022, 1, 1))
        later = AppointmentFactory(position=other, start=datetime.date(2022, 1, 1))
        assert keys_of(kept, other) == []  # one after the other
        later.start = datetime.date(2021, 1, 1)
        later.save()
        assert keys_of(kept, other) == ["terms"]
        (objection,) = find_objections(kept, [other])
        assert str(later.official) in objection.words
        other.country = make_france()
        other.save()
        assert keys_of(kept, other) == ["sides", "terms"]

    def test_a_meeting_with_both_is_pointed_at(self):
        kept, other = make_positions()
        meeting = MeetingFactory()
        for position in (kept, other):
            ParticipationFactory(meeting=meeting, position=position)
        assert keys_of(kept, other) == ["meetings"]

    def test_side_is_chosen_as_one(self, editor):
        kept, other = make_positions()
        other.country, other.organisation = None, OrganisationFactory()
        other.save()
        assert "side" in list_conflicts([kept, other])
        confirmed = [one.key for one in find_objections(kept, [other])]
        merge_authorities(Position, kept.pk, [other.pk], editor, {"side": other.pk}, "UN", confirmed=confirmed)
        kept.refresh_from_db()
        assert (kept.country, kept.organisation) == (None, other.organisation)


class TestOrganisations:
    def test_names_of_both_are_kept_and_offices_and_participants_move(self, editor):
        kept, other = make_organisations()
        office = PositionFactory(code="sg", country=None, organisation=other)
        part = ParticipationFactory(country=None, organisation=other)
        before = everything()
        (merge,) = merge_authorities(Organisation, kept.pk, [other.pk], editor)
        kept.refresh_from_db()
        assert kept.names == ["هيئة الأمم", "ONU", "منظمة الأمم المتحدة", "UN Organization"]
        for row in (office, part):
            row.refresh_from_db()
            assert row.organisation == kept
        undo(merge, editor)
        assert everything() == before

    def test_the_name_that_is_not_chosen_is_a_further_name(self, editor):
        kept, other = make_organisations()
        merge_authorities(Organisation, kept.pk, [other.pk], editor, {"name_en": other.pk})
        kept.refresh_from_db()
        assert kept.name_en == "UN Organization"
        assert "United Nations" in kept.names
        assert "UN Organization" not in kept.names

    def test_different_kinds_and_a_meeting_with_both_are_pointed_at(self):
        kept, other = make_organisations()
        other.kind = "party"
        other.save()
        meeting = MeetingFactory()
        for organisation in (kept, other):
            ParticipationFactory(meeting=meeting, country=None, organisation=organisation)
        assert keys_of(kept, other) == ["kinds", "meetings"]

    def test_two_of_the_reference_data_are_pointed_at(self):
        kept, other = OrganisationFactory(code="UN"), OrganisationFactory(code="NATO", name_ar="الناتو")
        assert keys_of(kept, other) == ["reference"]

    def test_a_public_meeting_that_is_left_with_one_side_needs_a_reason(self, editor):
        kept, other = make_organisations()
        meeting = MeetingFactory()
        SourceFactory(meeting=meeting)
        for organisation in (kept, other):
            ParticipationFactory(meeting=meeting, country=None, organisation=organisation, basis="confirmed")
        confirmed, before = [one.key for one in find_objections(kept, [other])], everything()
        with pytest.raises(ReasonNeededError):
            merge_authorities(Organisation, kept.pk, [other.pk], editor, note="One", confirmed=confirmed)
        assert everything() == before
        merge_authorities(Organisation, kept.pk, [other.pk], editor, note="One", confirmed=confirmed, reason="Known")


class TestOutlets:
    def test_articles_feeds_and_domains_go_to_the_kept_outlet(self):
        kept, other = make_outlets()
        article = ArticleFactory(outlet=other, original_outlet=other)
        feed = Feed.objects.create(address="https://ina.iq/feed", outlet=other)
        before = everything()
        (merge,) = merge_authorities(Outlet, kept.pk, [other.pk], None)
        kept.refresh_from_db()
        article.refresh_from_db()
        feed.refresh_from_db()
        assert (article.outlet, article.original_outlet, feed.outlet) == (kept, kept, kept)
        assert kept.other_domains == ["ina.org"]
        undo(merge, None)
        assert everything() == before

    def test_different_domains_and_countries_are_pointed_at(self):
        kept, other = make_outlets()
        assert keys_of(kept, other) == []
        other.domain, other.other_domains, other.country, kept.country = "x.fr", [], make_france(), CountryFactory()
        assert keys_of(kept, other) == ["countries", "domains"]

    def test_editors_may_not_change_outlets(self, editor):
        kept, other = make_outlets()
        with pytest.raises(PermissionDenied):
            merge_authorities(Outlet, kept.pk, [other.pk], editor)


class TestTopics:
    def test_a_meeting_with_both_has_the_topic_once_with_the_higher_rank(self, editor):
        kept, other = make_topics()
        meeting, article = MeetingFactory(), ArticleFactory()
        SourceFactory(meeting=meeting, article=article)
        MeetingTopic.objects.create(meeting=meeting, topic=kept, rank=3)
        MeetingTopic.objects.create(meeting=meeting, topic=other, rank=0)
        MeetingTopic.objects.create(meeting=MeetingFactory(), topic=other, rank=1)
        for topic in (kept, other):
            words = {"start": 0, "end": 5, "quote": article.raw_text[:5]}
            EvidenceFactory(meeting=meeting, article=article, fact="topic", topic=topic, **words)
            EditedFact.objects.create(meeting=meeting, topic=topic, fact="topic", editor=editor)
        assert keys_of(kept, other) == ["meetings"]
        confirmed, before = [one.key for one in find_objections(kept, [other])], everything()
        (merge,) = merge_authorities(Topic, kept.pk, [other.pk], editor, note="One", confirmed=confirmed)
        assert [row.rank for row in MeetingTopic.objects.order_by("rank")] == [0, 1]
        assert Evidence.objects.get().topic == EditedFact.objects.get().topic == kept
        undo(merge, editor)
        assert everything() == before


class TestAsking:
    def test_an_objection_needs_its_confirmation_and_a_note(self, editor, erbil):
        paris = PlaceFactory(slug="paris", city_ar="باريس", country=make_france())
        (objection,) = find_objections(erbil, [paris])
        before = everything()
        for confirmed, note in (((), "Sure"), (("other",), "Sure"), ((objection.key,), " ")):
            with pytest.raises(MergeObjectedError) as refused:
                merge_authorities(Place, erbil.pk, [paris.pk], editor, note=note, confirmed=confirmed)
            assert refused.value.objections == [objection]
        assert everything() == before
        merge_authorities(Place, erbil.pk, [paris.pk], editor, note="Sure", confirmed=[objection.key])
        assert Version.objects.filter(note__contains="Sure").exists()

    def test_one_record_or_a_deleted_one_is_refused(self, editor, erbil):
        for others in ([erbil.pk], [], [999999]):
            with pytest.raises(MergeRefusedError):
                merge_authorities(Place, erbil.pk, others, editor)

    def test_a_contributor_may_not(self, erbil, hawler):
        user = get_user_model().objects.create(username="new")
        give_role(user, UserRole.CONTRIBUTOR)
        with pytest.raises(PermissionDenied):
            merge_authorities(Place, erbil.pk, [hawler.pk], user)


class TestKinds:
    @pytest.mark.parametrize("kind", AUTHORITY_KINDS.values(), ids=AUTHORITY_KINDS)
    def test_every_row_that_a_record_can_have_once_is_known(self, kind):
        for use in kind.list_uses():
            unique = [one for one in use.model._meta.constraints if type(one).__name__ == "UniqueConstraint"]
            named = {name for one in unique for name in one.fields}
            named |= {str(part) for one in unique for part in one.expressions}
            if any(use.field.name in name for name in named):
                assert use.model in (*ONCE, Appointment), use

    @pytest.mark.parametrize("kind", AUTHORITY_KINDS.values(), ids=AUTHORITY_KINDS)
    def test_every_column_that_an_editor_changes_is_chosen_or_joined(self, kind):
        columns = {column for columns in kind.facts.values() for column in columns} | set(kind.lists)
        editable = {one.attname for one in kind.model._meta.concrete_fields if one.editable and not one.primary_key}
        assert columns == editable
        assert kind.key == KINDS_BY_NAME[kind.name].key

    def test_the_kept_one_has_most_published_meetings_then_the_more_readable_address(self, erbil, hawler):
        def sort():
            return [card.record for card in sort_by_use(load_cards([hawler, erbil]))]

        assert sort() == [erbil, hawler]
        MeetingFactory(place=hawler, review_state="draft")
        assert sort() == [hawler, erbil]
        MeetingFactory(place=erbil)
        assert sort() == [erbil, hawler]
        assert suggest_choices(hawler, [erbil])["slug"] == erbil.pk
        assert load_cards([]) == []

    def test_the_plan_counts_what_moves(self, erbil, hawler):
        MeetingFactory.create_batch(2, place=hawler)
        assert plan_merge(erbil, hawler).counts == [("meetings", 2)]
        assert plan_merge(hawler, erbil).counts == []

    def test_a_meeting_of_the_sample_archive_moves_and_comes_back(self):
        load_reference(None)
        load_fixtures("sample_archive")
        paris, rome = (Place.objects.get(slug=slug) for slug in ("fr-paris", "it-rome"))
        number = Meeting.objects.filter(place__in=(paris, rome)).count()
        before = everything()
        (merge,) = merge_authorities(Place, paris.pk, [rome.pk], None)
        assert paris.meetings.count() == number
        undo(merge, None)
        assert everything() == before
