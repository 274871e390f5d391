"""Single steps of the repair: what each changes, and what it leaves as it is."""

import pytest

from meetings.text.repair.lam_alef import find_stem, repair_lam_alef, split_article, swap
from meetings.text.repair.markup import repair_addresses, repair_entities, repair_markdown, repair_tags
from meetings.text.repair.pages import repair_pages
from meetings.text.repair.reading_order import repair_visual_order
from meetings.text.repair.repair import MAX_CHARACTERS, repair

BACKWARDS = "ةرازو ةيجراخلا"


def apply(step, text: str) -> str:
    changed = step(text)
    return changed.text if changed else text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("ةرازو", "ةرازو"),  # one sign may be a mistake
        (BACKWARDS, "الخارجية وزارة"),
        (f"{BACKWARDS} وزارة الخارجية", f"{BACKWARDS} وزارة الخارجية"),  # as many signs of each order
        (f"{BACKWARDS} ةيقارعلا\nوزارة السياسة", "العراقية الخارجية وزارة\nوزارة السياسة"),
        (f"{BACKWARDS}\nCNN News", "الخارجية وزارة\nCNN News"),
        (f"{BACKWARDS} 2025", "2025 الخارجية وزارة"),
        (f"{BACKWARDS} 5202\nCNN News 5202", "2025 الخارجية وزارة\n2025 sweN NNC"),
        (f"{BACKWARDS} 2025 5202", "5202 2025 الخارجية وزارة"),
        (f"{BACKWARDS} (ا)", "(ا) الخارجية وزارة"),
        (f"{BACKWARDS} )ا( «ا»", "»ا« (ا) الخارجية وزارة"),
        (f"{BACKWARDS} «ا»", "«ا» الخارجية وزارة"),
        ("ﺔﻴ", "ﺔﻴ"),
        ("ﺔﻴﺟ", "ﺟﻴﺔ"),
        ("ﺟﻴﺔ", "ﺟﻴﺔ"),
    ],
)
def test_lines_in_the_order_of_the_page_are_put_in_that_of_reading(raw, text):
    assert apply(repair_visual_order, raw) == text


def make_pages(count: int, head: str = "رأس الصفحة", foot: str = "", headed: tuple[int, ...] = tuple(range(9))) -> str:
    """Pages of five lines each, some with a head and a foot."""
    bodies = ["\n".join(f"نص {page} {line}" for line in "دذرزس") for page in "ابتثج"[:count]]
    pages = [[head] * (number in headed) + [body] + [foot] * bool(foot) for number, body in enumerate(bodies)]
    return "\n\f".join("\n".join(page) for page in pages)


@pytest.mark.parametrize(
    ("raw", "heads"),
    [
        (make_pages(2), 1),  # the head of the first page stays
        (make_pages(4, headed=(1, 2)), 0),  # on half of the pages
        (make_pages(5, headed=(1, 2)), 2),
        (make_pages(5, headed=(1, 2, 3)), 0),
        (make_pages(2, headed=(1,)), 1),
        (make_pages(2, "رأس الصفحة " + "ص" * 69), 1),
        (make_pages(2, "رأس الصفحة " + "ص" * 70), 2),  # too long
        (make_pages(2, "أول\nرأس الصفحة"), 1),
        (make_pages(2, "أول\nثان\nرأس الصفحة"), 2),  # too far from the edge
        (make_pages(2, "عنوان", "رأس الصفحة"), 0),
        (make_pages(2, "عنوان", "رأس الصفحة\nأول\nثان"), 2),
        (make_pages(2, "رأس الصفحة 1").replace("رأس الصفحة 1\nنص ب", "رأس الصفحة 2\nنص ب"), 1),
    ],
)
def test_what_pages_have_in_common_at_their_edges_goes(raw, heads):
    assert apply(repair_pages, raw).count("رأس الصفحة") == heads


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (make_pages(1), make_pages(1)),
        ("أ\nصفحة 1 من 2\n\fب\n- 2 -", "أ\nب"),
        ("2003\nنص\n\f2003\nنصوص", "2003\nنص\nنصوص"),
        ("ا\f", "ا"),
        ("\fا", "ا"),
        ("\f", "\f"),
        ("1\n\f2\n", "1\n\f2\n"),
    ],
)
def test_pages_become_one_text(raw, text):
    assert apply(repair_pages, raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("زار األردن", "زار الأردن"),
        ("زار االردن", "زار االردن"),
        ("زار االردن واالمارات", "زار الاردن والامارات"),
        (f"زار األردن {'و ' * 37}االردن", f"زار الأردن {'و ' * 37}الاردن"),
        (f"زار األردن {'و ' * 38}العالقات", f"زار الأردن {'و ' * 38}العالقات"),
        ("األردن العالقات لا", "الأردن العلاقات لا"),
        ("األردن العالقات لا لا", "الأردن العالقات لا لا"),  # the others are right
        ("بعالقاتهما لعالقة األردن سالم", "بعلاقاتهما لعلاقة الأردن سلام"),
        ("االله االله", "االله االله"),
        ("زار الأردن", "زار الأردن"),
    ],
)
def test_lam_and_alef_in_the_wrong_order(raw, text):
    assert apply(repair_lam_alef, raw) == text


def test_parts_of_words():
    assert [find_stem(word) for word in ("علاقاتهما", "علاقات", "سلامته", "ولاية", "لا", "بيتها", "يدها")] == [
        "علاقا", "علاق", "سلام", "ولا", "لا", "بيت", "يدها",
    ]  # fmt: skip
    assert split_article("وبالعلاقات") == ("وبال", "علاقات")
    assert split_article("بالعلاقات") == ("بال", "علاقات")
    assert split_article("ولا") == ("", "ولا")
    assert swap("علاقات") == "عالقات"


@pytest.mark.parametrize(
    ("step", "raw", "text"),
    [
        (repair_entities, "&amp;amp;lt;", "<"),
        (repair_entities, "&lt;b", "<b"),
        (repair_entities, "&amp", "&amp"),
        (repair_entities, "&none; &amp;none;", "&none; &amp;none;"),
        (repair_tags, "<zz>a < b", "<zz>a < b"),
        (repair_tags, "<script>a</script>b<script>c</script>d", "bd"),
        (repair_tags, "<script>a<SCRIPT>b</SCRIPT>c", "c"),
        (repair_tags, "<style>a<script>b</style>c</script>d", "cd"),
        (repair_tags, "a</script>b<script>c", "abc"),
        (repair_tags, "<p>a</p><!-- x -->", "\na\n"),
        (repair_markdown, "__a__ *b* a*b*c", "a b a*b*c"),
        (repair_markdown, "[a](#b) ![c](/d)", "a "),
        (repair_markdown, "**[a](/x)** [**a**](/x)", "a a"),
        (repair_markdown, "**a**", "a"),
        (repair_markdown, "__a__", "a"),
        (repair_markdown, "# a", "a"),
        (repair_addresses, "a (www.a.b) b", "a b"),
        (repair_addresses, "a <mailto:a@b> b", "a b"),
        (repair_addresses, "a [https://a.b] b", "a b"),
        (repair_addresses, "a (x) b", "a (x) b"),
    ],
)
def test_marks_of_formats(step, raw, text):
    assert apply(step, raw) == text


def test_what_follows_the_limit_is_not_read():
    assert repair("ا" * MAX_CHARACTERS).unread_from is None
    assert repair("ا" * (MAX_CHARACTERS + 1)).unread_from == 250_000
