"""Natural keys looked up in memory find what the database would find, with a query a table."""

from datetime import date

import pytest
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Appointment, Country, Evidence, Participation, Topic
from meetings.models.known import known_records
from tests.factories import AppointmentFactory, CountryFactory, EvidenceFactory, ParticipationFactory, TopicFactory

pytestmark = pytest.mark.django_db

NATURAL = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}


def test_records_are_found_by_key_and_keys_by_record():
    part = ParticipationFactory()
    marks = [EvidenceFactory(meeting=part.meeting), EvidenceFactory(meeting=part.meeting, participation=part)]
    keys = [one.natural_key() for one in (part, *marks)]
    with known_records():
        assert [one.natural_key() for one in Evidence.objects.order_by("pk")] == keys[1:]
        assert [Evidence.objects.get_by_natural_key(*key) for key in keys[1:]] == marks
        assert Participation.objects.get_by_natural_key(*keys[0]) == part


def test_what_is_not_there_is_not_found():
    with known_records(), pytest.raises(Country.DoesNotExist):
        Country.objects.get_by_natural_key("ZZ")


def test_what_is_saved_is_found_and_what_is_deleted_is_not():
    with known_records():
        with pytest.raises(Topic.DoesNotExist):
            Topic.objects.get_by_natural_key("later")
        topic = TopicFactory(code="later")
        assert Topic.objects.get_by_natural_key("later") == topic
        topic.delete()
        with pytest.raises(Topic.DoesNotExist):
            Topic.objects.get_by_natural_key("later")


def test_dates_are_known_by_their_text_too():
    term = AppointmentFactory(start=date(2020, 1, 31))
    official, position, _ = term.natural_key()
    with known_records():
        assert Appointment.objects.get_by_natural_key(official, position, "2020-01-31") == term


def test_outside_the_database_is_asked():
    country = CountryFactory(code="IT")
    with known_records():
        assert Country.objects.get_by_natural_key("IT") == country
        Country.objects.filter(pk=country.pk).update(code="FR")
    assert Country.objects.get_by_natural_key("FR") == country


def test_loading_reads_each_table_once_however_many_records_there_are():
    meeting = ParticipationFactory(country=CountryFactory()).meeting
    for _ in range(5):
        ParticipationFactory(meeting=meeting, country=CountryFactory())
    records = [*Country.objects.all(), *Participation.objects.all()]
    dump = serializers.serialize("json", records, **NATURAL)
    Participation.objects.all().delete()
    Country.objects.all().delete()
    for _ in range(2):  # new records, then the same ones again
        with (
            known_records(),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            for record in serializers.deserialize("json", dump):
                record.save()
        read = [one["sql"] for one in queries if one["sql"].startswith("SELECT")]
        assert len(read) == len(set(read)) <= 5  # countries, participations, meetings, officials, positions
        assert serializers.serialize("json", [*Country.objects.all(), *Participation.objects.all()], **NATURAL) == dump
