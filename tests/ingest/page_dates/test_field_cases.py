"""Pages on which a guess stood for the day of publication, or beat what was stated. Each gave another day before."""

import datetime

import pytest

from meetings.ingest.readers import read_page
from meetings.ingest.run import read_source

HEADLINE = "فؤاد حسين يستقبل الصفدي في بغداد"
MORE = "وأكد الوزيران خلال اللقاء أهمية التنسيق المشترك بشأن القضايا الإقليمية."


def lead(day: str) -> str:
    return (
        f"استقبل وزير الخارجية العراقي فؤاد حسين، {day}، في بغداد نظيره الأردني أيمن الصفدي، وبحث الجانبان العلاقات "
        "الثنائية بين البلدين."
    )


def page(text: str, *, head: str = "", above: str = "", foot: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='ar'><head><title>{HEADLINE}</title>{head}</head><body><h1>{HEADLINE}</h1>{above}"
        f"<p>{text}</p><p>{MORE}</p>{foot}</body></html>"
    )


def days(html: str, address: str | None = None) -> tuple[str, str, str | None]:
    """Return the day of publication, the day of the meeting, and its place."""
    source = read_page(html, "page.html", address)
    report = read_source(source)
    (meeting,) = report.meetings
    assert source.published == report.published
    return str(report.published), str(meeting.when.day), meeting.place.city if meeting.place else None


@pytest.mark.parametrize("years", ["© 2015", "© 2015-2024", "جميع الحقوق محفوظة 2012"])
def test_a_footer_states_no_day(years: str):
    assert days(page(lead("اليوم"), foot=f"<footer>{years}</footer>")) == ("None", "None", "بغداد")


def test_a_day_stated_in_the_text_stays_what_it_is():
    """A guessed day made the stated one look planned, and the meeting lost its place too."""
    html = page(lead("يوم الاثنين 14 نيسان 2025"), foot="<footer>© 2012</footer>")
    assert days(html) == ("None", "2025-04-14", "بغداد")


def test_the_date_line_above_the_text_states_the_day():
    line = "الثلاثاء 15 نيسان 2025 - 08:00"
    html = page(lead("أمس"), above=f'<div class="date">{line}</div>', foot="<footer>© 2012</footer>")
    assert days(html) == ("2025-04-15", "2025-04-14", "بغداد")
    (statement,) = read_page(html, "page.html").statements or ()
    assert (statement.source, statement.words) == ("date-line", line)


def test_the_date_line_may_come_before_the_headline():
    html = page(lead("أمس")).replace("<h1>", '<div class="date">الثلاثاء 15 نيسان 2025 - 08:00</div><h1>')
    assert days(html)[:2] == ("2025-04-15", "2025-04-14")


def test_a_year_in_the_text_states_no_day():
    html = page(lead("اليوم"), foot="<p>ووقع البلدان اتفاقا عام 2014.</p>")
    assert days(html)[:2] == ("None", "None")


def test_an_instant_is_a_day_in_the_zone_of_the_archive(settings):
    head = '<meta property="article:published_time" content="2025-04-14T22:30:00Z">'
    assert days(page(lead("اليوم"), head=head))[:2] == ("2025-04-15", "2025-04-15")


def test_an_address_states_a_day_to_the_day():
    address = "https://example.org/arabic/2013/middle_east/8/3/story.html"
    assert days(page(lead("اليوم"), foot="<footer>© 2013</footer>"), address)[:2] == ("2013-08-03", "2013-08-03")


def test_statements_that_contradict_each_other_leave_the_day_unknown():
    """The text's own date lines are not asked instead: they would choose one in silence."""
    head = '<meta property="article:published_time" content="2025-04-14T10:00:00+03:00">'
    html = page(lead("اليوم"), head=head, above="<div>الجمعة 11 نيسان 2025</div>")
    assert days(html)[:2] == ("None", "None")
    statements = read_page(html, "page.html").statements or ()
    assert [(one.source, one.day) for one in statements] == [
        ("meta", datetime.date(2025, 4, 14)),
        ("date-line", datetime.date(2025, 4, 11)),
    ]


def test_the_same_instant_in_two_zones_is_no_contradiction():
    head = '<meta property="article:published_time" content="2025-04-14T22:30:00Z">'
    assert days(page(lead("اليوم"), head=head, above="<div>14 نيسان 2025</div>"))[0] == "2025-04-15"


def test_a_day_to_come_is_kept_as_what_it_is():
    html = page(lead("اليوم"), head='<meta property="article:published_time" content="2199-04-14">')
    assert days(html)[0] == "None"
    (statement,) = read_page(html, "page.html").statements or ()
    assert (statement.kind, statement.day.year) == ("future", 2199)
