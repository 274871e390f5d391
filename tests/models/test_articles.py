"""What an outlet and a report say of themselves, without the database."""

import datetime

import pytest

from meetings.models import Article, Outlet
from meetings.text.date_statements import DateStatement

DAY, LATER = datetime.date(2023, 11, 3), datetime.date(2023, 11, 8)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("ina.iq", True),
        ("www.INA.iq", True),
        ("news.ina.iq", True),
        ("old.example.org", True),
        ("xina.iq", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_an_outlet_publishes_at_its_domains_and_within_them(host, expected):
    outlet = Outlet(domain="ina.iq", other_domains=["old.example.org", ""])
    assert outlet.publishes_at(host) is expected
    assert not Outlet(domain="", other_domains=[]).publishes_at(host)


def test_statements_of_two_days_contradict_until_an_editor_chooses():
    packed = [DateStatement("meta", day, "words").packed() for day in (DAY, LATER)]
    article = Article(date_statements=packed)
    assert [one.day for one in article.contradicting_dates] == [DAY, LATER]
    article.published_basis = "editor"
    assert article.contradicting_dates == []
    assert Article(date_statements=packed[:1]).contradicting_dates == []
    assert Article(date_statements=None).statements is None
