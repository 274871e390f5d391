"""An editor takes the address of a new row between its choice and its save: the row gets another one."""

from typing import Any

import pytest
from django.db.models.signals import pre_save

from meetings.models import Article, Official, Version
from meetings.services.lists.outcome import ImportOptions
from tests.addresses_taken import take_addresses
from tests.factories import ArticleFactory, OutletFactory
from tests.services.lists.test_importing import SOURCES, mistakes, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def take_first():
    """Let another editor take the address of the first official, just before it is saved; return those that were."""
    tried: list[str] = []

    def take(sender: Any, instance: Official, **options: Any) -> None:
        tried.append(instance.slug)
        if len(tried) == 1:
            Official.objects.bulk_create([Official(slug=instance.slug, name_ar="خالد")])

    pre_save.connect(take, sender=Official)
    yield tried
    pre_save.disconnect(take, sender=Official)


def test_of_a_new_record(take_first):
    outcome = run("official", "Name in Arabic;English name\nسمير عادل;Samir Adil", ImportOptions())
    assert mistakes(outcome) == []
    assert (outcome.new, outcome.is_written) == (1, True)
    assert len(take_first) == 2
    official = Official.objects.get(name_ar="سمير عادل")
    assert [version.number for version in Version.objects.filter(kind="official", record_id=official.pk)] == [1]


def test_the_address_of_the_file_is_not_changed(take_first):
    text = "Address;Name in Arabic\nsamir-adil;سمير عادل"
    outcome = run("official", text, ImportOptions())
    assert outcome.mistake_count
    assert len(take_first) <= 1
    assert not Official.objects.filter(name_ar="سمير عادل").exists()


def test_of_a_new_report(monkeypatch):
    OutletFactory(code="ina", domain="ina.iq")
    ArticleFactory(slug="taken")
    take_addresses(monkeypatch, "meetings.services.lists.source_columns.make_unique_slug", "taken")
    outcome = run("meeting", f"{SOURCES}\nلقاء;https://ina.iq/1;;خبر;2023-11-03", ImportOptions())
    assert mistakes(outcome) == []
    assert Article.objects.get(url="https://ina.iq/1").slug != "taken"
