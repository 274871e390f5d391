"""Where a page has its headline, its text and the lines between them, and which parts are not of the report."""

import pytest
from lxml import html

from meetings.ingest.page_dates.layout import PageLayout, lay_out

HEADLINE = "وزير الخارجية يستقبل نظيره في بغداد"
LEAD = "استقبل الوزير نظيره وبحثا معا سبل تعزيز العلاقات بين البلدين"
SECOND = "وأكد الجانبان أهمية مواصلة التنسيق بين البلدين في الملفات كافة"
H1, TEXT = f"<h1>{HEADLINE}</h1>", f"<p>{LEAD}</p><p>{SECOND}</p>"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def lay(body: str, headline: str | None = HEADLINE, text: tuple[str, ...] = (LEAD, SECOND)) -> PageLayout:
    return lay_out(html.document_fromstring(f"<html><body>{body}</body></html>"), headline, text)


def lines(count: int) -> str:
    return "".join(f"<p>سطر {letter}</p>" for letter in LETTERS[:count])


def words(count: int) -> str:
    return " ".join((LEAD.split() * 3)[:count])


def places(layout: PageLayout) -> tuple[int | None, int | None, int | None]:
    return layout.headline, layout.first, layout.last


def test_the_zone_is_between_the_headline_and_the_text():
    layout = lay(f"{lines(2)}{H1}{lines(3)}{TEXT}{lines(2)}")
    assert places(layout) == (2, 6, 7)
    assert layout.zone == range(3, 6)
    assert layout.zone_of_marked == range(0)


def test_the_zone_has_an_end():
    assert lay(f"{H1}{lines(24)}{TEXT}").zone == range(1, 25)
    assert lay(f"{H1}{lines(26)}{TEXT}").zone == range(1, 25)
    assert lay(f"{H1}<p>سطر</p><p>اقرأ أيضا</p>{lines(2)}{TEXT}").zone == range(1, 2)


@pytest.mark.parametrize("element", ["main", "article", "div class='post'", "div class='hentry'", "div itemscope"])
def test_four_lines_before_the_headline_may_be_of_the_block_of_the_report(element: str):
    assert lay(f"<{element}>{lines(6)}{H1}{TEXT}</{element.split()[0]}>").zone == range(2, 7)
    assert lay(f"<{element}>{lines(1)}{H1}{TEXT}</{element.split()[0]}>").zone == range(2)


def test_a_small_block_around_the_headline_has_its_lines_in_the_zone():
    assert lay(f"<div>{lines(2)}{H1}</div>{TEXT}").zone == range(3)
    assert lay(f"<div><div>{lines(2)}</div>{H1}</div>{TEXT}").zone == range(3)
    assert lay(f"<div><div><div>{lines(2)}</div></div>{H1}</div>{TEXT}").zone == range(3, 3)
    assert lay(f"<div>{lines(2)}{H1}{TEXT}</div>").zone == range(3, 3)


def test_a_line_right_before_the_headline_may_be_marked_as_its_date():
    assert lay(f"<p class='date'>سطر</p>{H1}{TEXT}").zone == range(2)
    assert lay(f"<p class='date'>سطر</p>{lines(1)}{H1}{TEXT}").zone == range(3, 3)
    assert lay(f"<p class='word'>سطر</p>{H1}{TEXT}").zone == range(2, 2)
    assert lay(f"<main><p class='comment'>سطر</p>{H1}{TEXT}</main>").zone == range(2, 2)


def test_without_a_headline_the_zone_is_right_before_the_text():
    layout = lay(f"{lines(8)}{TEXT}", None)
    assert places(layout) == (None, 8, 9)
    assert layout.zone == range(6, 8)
    assert layout.zone_of_marked == range(2, 6)
    assert lay(f"{lines(1)}{TEXT}", None).zone == range(1)
    assert lay(f"{lines(7)}{TEXT}", None).zone_of_marked == range(1, 5)


def test_without_a_text_there_is_no_zone():
    layout = lay(lines(3), None)
    assert places(layout) == (None, None, None)
    assert layout.zone == layout.zone_of_marked == range(0)
    assert lay_out(html.document_fromstring("<html><head></head></html>"), None, ()).zone == range(0)


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        (f"<h2>{HEADLINE}</h2><p>سطر</p>{TEXT}", 0),
        (f"{H1}{H1}<p>سطر</p>{TEXT}", 1),  # the last one before the text
        (f"{H1}{TEXT}{H1}", 0),
        (f"<p>أخبار: {HEADLINE}</p><h1>سطر</h1>{TEXT}", 0),
        (f"<h2>عنوان</h2><h1>آخر</h1><h2>سطر</h2>{TEXT}", 1),
        (f"<h2>عنوان</h2><p>سطر</p>{TEXT}", 0),
        (f"<div><h1><span><b>عنوان</b></span></h1></div><p>سطر</p>{TEXT}", 0),
        (f"<p>سطر</p>{TEXT}", None),
    ],
)
def test_the_headline_has_its_words_or_its_tag(body: str, headline: int | None):
    assert lay(body).headline == headline


def test_a_short_line_is_no_headline():
    assert lay(f"<p>لقاء بغداد</p>{TEXT}", "لقاء بغداد").headline is None
    assert lay(f"<p>لقاء بغداد ا</p>{TEXT}", "لقاء بغداد ا").headline == 0


@pytest.mark.parametrize(("count", "first"), [(7, 3), (8, 2)])
def test_a_paragraph_has_eight_words(count: int, first: int):
    text = words(count)
    assert lay(f"{H1}<p>سطر</p><p>{text}</p><p>{SECOND}</p>", text=(text, SECOND)).first == first


@pytest.mark.parametrize(("count", "first"), [(14, 3), (15, 2)])
def test_prose_before_the_text_is_of_the_text(count: int, first: int):
    assert lay(f"{H1}<p>سطر</p><p>{words(count)}</p><p>{SECOND}</p>", text=(SECOND,)).first == first


def test_prose_behind_the_headline_is_the_text_where_nothing_else_is_found():
    assert lay(f"{H1}<p>سطر</p><p>{words(15)}</p>", text=("غير ذلك",)).first == 2
    assert lay(f"{H1}<p>سطر</p><p>{words(14)}</p>", text=("غير ذلك",)).first is None
    assert lay(f"{H1}{lines(24)}<p>{words(15)}</p>", text=("غير ذلك",)).first == 25
    assert lay(f"{H1}{lines(25)}<p>{words(15)}</p>", text=("غير ذلك",)).first is None
    assert lay(f"<h1>عنوان</h1><p>{words(15)}</p>", text=("غير ذلك",)).first is None


def test_the_text_may_begin_above_the_headline():
    assert places(lay(f"<p>{LEAD}</p>{H1}<p>سطر</p><p>{SECOND}</p>")) == (1, 3, 3)
    more = words(12)
    above = f"<p>{LEAD}</p><p>{SECOND}</p>{H1}<p>سطر</p><p>{more}</p>"
    assert lay(above, text=(LEAD, SECOND, more)).first == 0  # most of the text is above


def test_a_date_line_in_the_text_is_no_paragraph():
    dated = "بغداد الاثنين 14 نيسان 2025 الساعة 10:30 صباحا بتوقيت بغداد"
    assert lay(f"{H1}<p>سطر</p><p>{dated}</p><p>{SECOND}</p>", text=(dated, SECOND)).first == 3


def test_the_headline_in_the_text_is_no_paragraph():
    headline = f"{HEADLINE} ويبحث معه العلاقات"
    layout = lay(f"<h1>{headline}</h1><p>سطر</p><p>{headline}</p>{TEXT}", headline, (headline, LEAD, SECOND))
    assert layout.first == 3


def test_a_paragraph_is_known_by_its_beginning():
    assert lay(f"{H1}<p>سطر</p><p>{LEAD} منذ سنوات</p>", text=(f"{LEAD} في بغداد",)).first == 2
    assert lay(f"{H1}<p>سطر</p><p>{SECOND[:30]}</p>", text=(SECOND,)).first == 2
    assert lay(f"{H1}<p>سطر</p><p>{SECOND[:29]}</p>", text=(SECOND,)).first is None


OTHER_PARTS = (
    "<aside>سطر</aside>", "<div role='navigation'>سطر</div>", "<div class='related'>سطر</div>", "<div hidden>سطر</div>",
    "<article>سطر</article>", "<div class='today'>سطر</div>", "<div itemtype='https://schema.org/Event'>سطر</div>",
    "<a>ا ب ت ث ج ح</a>",
)  # fmt: skip


@pytest.mark.parametrize("part", OTHER_PARTS)
@pytest.mark.parametrize("page", ["{0}{1}<p>سطر</p>{2}", "{1}{0}{2}", "{1}{2}{0}"])
def test_parts_that_are_not_of_the_report(part: str, page: str):
    layout = lay(page.format(part, H1, TEXT))
    assert [element.tag for element in layout.outside] == [part[1:].partition(" ")[0].partition(">")[0]]


@pytest.mark.parametrize("part", ["<div>سطر</div>", "<a>ا ب ت ث ج</a>", "<section>سطر</section>"])
def test_other_parts_are_of_the_report(part: str):
    assert lay(f"{part}{H1}{part}{TEXT}{part}").outside == set()


def test_what_is_inside_another_part_is_not_of_the_report():
    layout = lay(f"{H1}<div class='comments'><p>سطر <b>كلمة</b></p></div>{TEXT}")
    assert {element.tag for element in layout.outside} == {"div", "p", "b"}


def test_the_parts_around_the_report_are_its_own():
    assert lay(f"<article><div class='archive'>{H1}{TEXT}</div></article>").outside == set()


@pytest.mark.parametrize(("tag", "count"), [("footer", (1, 0, 1)), ("header", (1, 0, 0))])
def test_footers_and_headers_count_by_their_place(tag: str, count: tuple[int, ...]):
    part = f"<{tag}>سطر</{tag}>"
    pages = (f"{part}{H1}{TEXT}", f"{H1}{part}{TEXT}", f"{H1}{TEXT}{part}")
    assert tuple(len(lay(page).outside) for page in pages) == count


def test_a_header_is_of_the_report_where_there_is_no_headline():
    assert lay(f"<header>سطر</header>{TEXT}", None).outside == set()


def find(layout: PageLayout, name: str) -> html.HtmlElement:
    return layout.root.find(f".//*[@id='{name}']")


def test_where_an_element_is():
    layout = lay(f"<i id='above'>سطر</i>{H1}<p id='line'>سطر</p><aside id='aside'>سطر</aside>{TEXT}<p id='end'>سطر</p>")
    assert [layout.is_in_zone(find(layout, name)) for name in ("above", "line", "aside", "end")] == [
        False, True, False, False,
    ]  # fmt: skip
    assert [layout.is_before_text(find(layout, name)) for name in ("above", "line", "aside", "end")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert not layout.is_before_text(layout.root.find(".//h1"))
    assert not lay(TEXT, None).is_before_text(layout.root.find(".//h1"))


def test_an_element_without_text_before_the_first_paragraph_is_in_the_zone():
    layout = lay(f"{H1}<p>سطر</p><time id='date' datetime='2025-04-14'></time><p id='lead'>{LEAD}</p><p>{SECOND}</p>")
    assert layout.is_in_zone(find(layout, "date"))
    assert not layout.is_in_zone(find(layout, "lead"))


@pytest.mark.parametrize(
    ("block", "is_other"),
    [
        ("<dl><dt>موعد اللقاء</dt><dd>14 نيسان 2025</dd></dl>", True),
        ("<dl><dt>تاريخ النشر</dt><dd>14 نيسان 2025</dd></dl>", False),
        ("<dl><dd>موعد اللقاء</dd><dd>14 نيسان 2025</dd></dl>", False),
        ("<div class='label'>موعد اللقاء</div><div><p>14 نيسان 2025</p></div>", True),
        ("<div class='label'>موعد اللقاء</div><div><div><p>14 نيسان 2025</p></div></div>", False),
    ],
)
def test_a_label_before_a_date_in_its_block(block: str, is_other: bool):
    layout = lay(f"{H1}{block}{TEXT}")
    assert layout.is_labelled_as_other(2) is is_other
    assert not layout.is_labelled_as_other(0)
    assert not layout.is_labelled_as_other(len(layout.lines))


@pytest.mark.parametrize(("rows", "is_list"), [(1, False), (2, True), (3, True)])
@pytest.mark.parametrize("row", ["<li>{}</li>", "<div class='row'>{}</div>", "<article>{}</article>"])
def test_a_report_may_be_one_row_of_a_list(row: str, rows: int, is_list: bool):
    date = "<time class='at'>14 نيسان 2025</time>"
    layout = lay(row.format(f"{H1}<b id='x'>{date}</b>{TEXT}") + row.format(f"<p>خبر</p><b>{date}</b>") * rows)
    dated = layout.root.findall(".//time")
    assert layout.is_in_list(dated[0], dated) is is_list
    assert not layout.is_in_list(dated[0], dated[:1])


def test_rows_without_a_date_of_that_form_make_no_list():
    date, other = "<time class='at'>14 نيسان 2025</time>", "<time>14 نيسان 2025</time>"
    layout = lay(f"<li>{H1}{date}{TEXT}</li>" + f"<li>{other}</li>" * 3 + f"<div>{H1}{date}</div>" * 3)
    dated = layout.root.findall(".//time")
    assert not layout.is_in_list(dated[0], dated)
    plain = lay(f"<div>{H1}{date}{TEXT}</div>" + f"<div>{date}</div>" * 3)
    assert not plain.is_in_list(plain.root.find(".//time"), plain.root.findall(".//time"))


def test_the_article_around_an_element():
    layout = lay(f"<article><div itemscope='' id='inner'><p id='x'>سطر</p></div>{H1}{TEXT}</article><p id='y'>سطر</p>")
    assert layout.scope(find(layout, "x")).get("id") == "inner"
    assert layout.scope(find(layout, "inner")).tag == "article"
    assert layout.scope(find(layout, "y")) is None
    assert layout.has_report(layout.root.find(".//article"))
    assert not layout.has_report(find(layout, "y"))
    assert not lay(lines(2), None).has_report(layout.root)
