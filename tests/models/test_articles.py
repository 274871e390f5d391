"""What an outlet and a report say of themselves, without the database."""

import datetime

from meetings.models import Article
from meetings.text.date_statements import DateStatement

DAY, LATER = datetime.date(2023, 11, 3), datetime.date(2023, 11, 8)


def test_statements_of_two_days_contradict_until_an_editor_chooses():
    packed = [DateStatement("meta", day, "words").packed() for day in (DAY, LATER)]
    article = Article(date_statements=packed)
    assert [one.day for one in article.contradicting_dates] == [DAY, LATER]
    article.published_basis = "editor"
    assert article.contradicting_dates == []
    assert Article(date_statements=packed[:1]).contradicting_dates == []
    assert Article(date_statements=None).statements is None
