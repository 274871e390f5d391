"""Dates in the elements and in the date lines of a page: which are of the report, and of what kind."""

import pytest

from meetings.ingest.page_dates.date_line import read_agency_line, read_date_lines
from meetings.ingest.page_dates.markup import read_markup
from tests.ingest.page_dates.test_layout import H1, HEADLINE, TEXT, lay, lines

DAY = "14 نيسان 2025"
PUBLISHED, UPDATED = ("2025-04-14", "published"), ("2025-04-14", "updated")


def read(body: str, headline: str | None = HEADLINE) -> list[tuple[str, str]]:
    return [(str(one.day), one.kind) for one in read_markup(lay(body, headline))]


def read_lines(body: str, headline: str | None = HEADLINE) -> list[tuple[str, str]]:
    return [(str(one.day), one.kind) for one in read_date_lines(lay(body, headline))]


def time(text: str = "أمس", more: str = "") -> str:
    return f"<time {more} datetime='2025-04-14'>{text}</time>"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (time(), [PUBLISHED]),
        (f"<p title='2025-04-14'>{'ا ' * 8}</p>", [PUBLISHED]),
        (f"<p title='2025-04-14'>{'ا ' * 9}</p>", []),
        ("<h3 title='2025-04-14'>ا</h3>", []),
        ("<p content='2025-04-14'>ا</p>", []),
        ("<p content='2025-04-14' itemprop='x'>ا</p>", [PUBLISHED]),
        (f"<p>عضو منذ {time()}</p>", []),
        (time(more="itemprop='startDate'"), []),
        (f"<dl><dt>موعد اللقاء</dt><dd>{time()}</dd></dl>", []),
        ("<p class='published' data-date='2025-04-14'>ا</p><p data-date='2025-04-15'>ا</p>", [PUBLISHED]),
        (
            "<p class='updated' data-date='2025-04-14'>ا</p><p data-date='2025-04-15'>ا</p>",
            [UPDATED, ("2025-04-15", "published")],
        ),
    ],
)
def test_elements_between_the_headline_and_the_text(line, expected):
    assert read(f"{H1}{line}{TEXT}") == expected
    assert read(f"{line}{H1}{TEXT}") == read(f"{H1}{TEXT}{line}") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p itemprop='dateModified' content='2025-04-14'>ا</p>", [UPDATED]),
        ("<p class='updated' data-date='2025-04-14'>ا</p>", [UPDATED]),
        (f"<p>حدث {time()}</p>", [UPDATED]),
        (time(more="pubdate"), [PUBLISHED]),
        (time(more="class='published'"), [PUBLISHED]),
        (f"<p>نشر {time()}</p>", [PUBLISHED]),
        (f"<p>نشر ا ب ت {time()}</p>", [PUBLISHED]),
        (f"<p>نشر ا ب ت ث {time()}</p>", []),  # more than a label
        (f"<p>{time()} نشر</p>", []),
        (time(), []),
    ],
)
def test_elements_that_say_what_they_are_count_in_all_of_the_article(line, expected):
    assert read(f"<article>{H1}{TEXT}{line}</article>") == expected
    assert read(f"{H1}{TEXT}<article>{line}</article>") == []
    assert read(f"{H1}{TEXT}{line}") == []


def test_the_first_row_of_a_list_dates_nothing():
    row = f"<li>{time()}</li>"
    assert read(f"<li>{H1}{time()}{TEXT}</li>{row}") == [PUBLISHED]
    assert read(f"<li>{H1}{time()}{TEXT}</li>{row * 2}") == []
    marked = f"<p class='updated' data-date='2025-04-14'>ا</p>{time()}"
    assert read(f"<li>{H1}{marked}{TEXT}</li>{row * 2}") == [UPDATED]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"<p>{DAY}</p>", [PUBLISHED]),
        (f"<p class='updated'>{DAY}</p>", [UPDATED]),
        (f"<p>حدث {DAY}</p>", [UPDATED]),
        ("<p class='updated'>نشر 14/4/2025 | حدث 15/4/2025</p>", [PUBLISHED, ("2025-04-15", "updated")]),
        (f"<p><span>{DAY}</span> <span>15 نيسان 2025</span></p>", [PUBLISHED, ("2025-04-15", "published")]),
        (f"<p>صورة <span>{DAY}</span></p>", []),
        (f"<p><time>{DAY}</time> جزء</p>", [PUBLISHED]),
        (f"<p><span class='date'>{DAY}</span> جزء</p>", [PUBLISHED]),
        (f"<p><span>{DAY}</span> جزء</p>", []),
        (f"<p>عضو منذ <time>{DAY}</time></p>", []),
        ("<p><span>14</span><span>نيسان</span><span>2025</span></p>", [PUBLISHED]),
        ("<p>14</p><p>نيسان</p><p>2025</p>", [PUBLISHED]),
        ("<p>الاثنين</p><p>14</p><p>نيسان</p><p>2025</p>", [PUBLISHED]),
        ("<div><p>14</p><p>نيسان</p></div><p>2025</p>", []),
        ("<p>14</p><aside>نيسان</aside><p>2025</p>", []),
        (f"<p>{DAY} ©</p>", []),
        (f"<p>الجمعة {DAY}</p>", [("2025-04-14", "contradicted")]),
        ("<p>30 شباط 2025</p>", []),
        ("<p>1/1/1970</p>", []),
        (f"<aside>{DAY}</aside>", []),
        (f"<p>ا</p><p class='label'>موعد اللقاء</p><p>{DAY}</p>", []),
    ],
)
def test_date_lines_between_the_headline_and_the_text(line, expected):
    assert read_lines(f"{H1}{line}{TEXT}") == expected


@pytest.mark.parametrize(("line", "expected"), [(f"<p>{DAY}</p>", []), (f"<p>نشر {DAY}</p>", [PUBLISHED])])
def test_date_lines_elsewhere_must_say_what_they_are(line, expected):
    assert read_lines(f"{H1}{TEXT}{line}") == expected
    assert read_lines(f"{H1}{TEXT}{'<p>شارك</p>' * 2}{line}") == expected
    assert read_lines(f"{H1}{TEXT}{'<p>شارك</p>' * 3}{line}") == []
    assert read_lines(f"{H1}{TEXT}<p>كلام</p>{line}") == []
    assert read_lines(f"{H1}{TEXT}<p>اقرأ أيضا</p>{line}") == []
    assert read_lines(f"{H1}{TEXT}<aside>كلام</aside>{line}") == expected
    assert read_lines(f"{line}{lines(3)}{TEXT}", None) == expected
    assert read_lines(f"{line}{lines(6)}{TEXT}", None) == []


def test_a_joined_date_before_a_text_without_headline_must_say_what_it_is():
    parts = "<p>14</p><p>نيسان</p><p>2025</p>"
    assert read_lines(f"<p>نشر</p>{parts}{lines(2)}{TEXT}", None) == [PUBLISHED]
    assert read_lines(f"{parts}{lines(2)}{TEXT}", None) == []


def test_the_date_line_of_the_first_row_of_a_list_dates_nothing():
    row = f"<li><p>{DAY}</p></li>"
    assert read_lines(f"<li>{H1}<p>{DAY}</p>{TEXT}</li>{row}") == [PUBLISHED]
    assert read_lines(f"<li>{H1}<p>{DAY}</p>{TEXT}</li>{row * 2}") == []


def test_the_line_of_the_agency_is_in_the_first_two_paragraphs():
    line = f"بغداد في {DAY} / وكالة الأنباء / استقبل"
    for before, count in ((0, 1), (1, 1), (2, 0)):
        found = read_agency_line(["كلام"] * before + [line])
        assert [(str(one.day), one.kind) for one in found] == [PUBLISHED] * count
    assert read_agency_line([f"توقيت بغداد {DAY} / وكالة الأنباء / استقبل"]) == []
