"""Texts as PDF files, mail, web pages and messengers bring them, and the repair of each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.text.repair.repair import MAX_CHARACTERS, repair
from tests.conftest import ROOT

DAY = "يوم الاثنين 14 نيسان 2025"
BASE = (
    f"استقبل وزير الخارجية العراقي فؤاد حسين، {DAY}، في بغداد نظيره الأردني أيمن الصفدي، وبحث الجانبان العلاقات "
    "الثنائية بين البلدين."
)
SIGNS = [
    "استقبل", "الوزير", " ", "  ", "\n", "\r\n", "\n\n", "\t", "\f", ">", "> ", "&amp;", "&#1575;", "&nbsp;",
    "&", ";", "<br>", "<b>", "</b>", "<p class='x'>", "<script>", "</script>", "<", "<!-- x -->", "[",
    "](https://e.org)", "![", "]", "**", "*", "__", "# ", "ﻻ", "ﺍﻟ", "ﷲ", "ﹶ", "ـ", "ــ", "\u200b", "\u200f",
    "\u202b", "\u00ad", "\ufeff", "\ufffd", "األ", "اال", "لابقتسا", "ةرازو", "ىلع", ".", "،", "(", ")",
    "2025", "14:20", "https://e.org", "<https://e.org>", "\x00", "\ud800", "صفحة 1 من 2", "- 2 -",
]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("&quot;اتفاق&quot; بين&nbsp;البلدين", '"اتفاق" بين البلدين'),
        ("&amp;quot;اتفاق&amp;quot;", '"اتفاق"'),
        ("&#1601;&#x624;&#1575;&#1583; حسين", "فؤاد حسين"),
        ("R&D; و &lt; و &unknown;", "R&D; و < و &unknown;"),
        ("> استقبل الوزير نظيره\n> في بغداد.", "استقبل الوزير نظيره\nفي بغداد."),
        ("> > استقبل الوزير نظيره\n>> في بغداد.\n> شكرا.", "استقبل الوزير نظيره\nفي بغداد.\n\nشكرا."),
        ("بغداد<br>استقبل <b>فؤاد حسين</b> نظيره<br />.", "بغداد\nاستقبل فؤاد حسين نظيره\n."),
        ('<p class="text">استقبل</p><img src="x.png">', "\nاستقبل\n"),
        ("<script>var x = 1;</script>استقبل<!-- نص -->", "استقبل"),
        ("<script>استقبل", "استقبل"),
        ("x < y و a > b", "x < y و a > b"),
        ("استقبل [فؤاد حسين](https://example.org/1) نظيره", "استقبل فؤاد حسين نظيره"),
        ('استقبل [فؤاد حسين](https://example.org/a_(b) "فؤاد") نظيره', "استقبل فؤاد حسين نظيره"),
        ("![صورة](https://example.org/1.png) استقبل", " استقبل"),
        ("[13/مايو/2012] (بترا)", "[13/مايو/2012] (بترا)"),
        ("## لقاء في بغداد", "لقاء في بغداد"),
        ("#لقاء في بغداد", "#لقاء في بغداد"),
        ("استقبل **فؤاد حسين** نظيره __أيمن الصفدي__ و*غيره*", "استقبل فؤاد حسين نظيره أيمن الصفدي و*غيره*"),
        ("استقبل *فؤاد حسين* نظيره", "استقبل فؤاد حسين نظيره"),
        ("#فؤاد_حسين و3 * 4 * 5", "#فؤاد_حسين و3 * 4 * 5"),
        ("فؤاد حسين <https://example.org/1>، وزير", "فؤاد حسين، وزير"),
        ("فؤاد حسين (https://example.org/1)، وزير", "فؤاد حسين، وزير"),
        ("ﻓﺆﺍﺩ ﺣﺴﻴﻦ", "فؤاد حسين"),
        ("عبدﷲ صلى ﷺ", "عبدالله صلى ﷺ"),
        ("محم\u200bد شيا\u00adع", "محمد شياع"),
        ("\u202bفؤاد\u202c حسين\u200f", "فؤاد حسين"),
        ("فـــؤاد حسيـن ـ 1445هـ", "فؤاد حسين ـ 1445هـ"),
        ("فؤاد\u00a0حسين", "فؤاد حسين"),
        ("زار األردن", "زار الأردن"),
        (
            "نظيره األردني في االجتماع باإلضافة إلى العالقات وخالل اللقاء",
            "نظيره الأردني في الاجتماع بالإضافة إلى العلاقات وخلال اللقاء",
        ),
        ("ناقش ذلك لألمن واألردن وقال هؤالء إنه ال يعلم", "ناقش ذلك للأمن والأردن وقال هؤلاء إنه لا يعلم"),
        ("زار األردن واإلمارات وسالم خلال العلاقات لاحقا", "زار الأردن والإمارات وسالم خلال العلاقات لاحقا"),
        ("ﺔﻴﻗﺍﺮﻌﻟﺍ ﺔﻴﺟﺭﺎﺨﻟﺍ ﺮﻳﺯﻭ", "وزير الخارجية العراقية"),
    ],
)
def test_each_damage(raw, text):
    assert repair(raw).text == text


def test_headers_footers_and_numbers_of_later_pages_go_and_the_sentence_goes_on():
    raw = (
        "نشرة الأخبار\nاستقبل الوزير نظيره في\nصفحة 1 من 3\n\f"
        "نشرة الأخبار\nالعاصمة بغداد وبحثا\n- 2 -\n\fنشرة الأخبار\nالعلاقات.\n3\n"
    )
    repaired = repair(raw)
    assert repaired.text == "نشرة الأخبار\nاستقبل الوزير نظيره في\nالعاصمة بغداد وبحثا\nالعلاقات."
    assert "pages" in repaired.damages
    start = repaired.text.index("بغداد")
    assert raw[slice(*repaired.span(start, start + 5))] == "بغداد"


def test_what_pages_do_not_share_stays():
    assert repair("استقبل الوزير نظيره.\n\fثم غادر بغداد.\n").text == "استقبل الوزير نظيره.\nثم غادر بغداد."


def test_numbers_and_latin_words_of_reversed_lines_keep_their_order():
    raw = "2025/4/14 )لوألا( ،ةيقارعلا ةيجراخلا ةرازو CNN News لبقتسا\nيناثلا رطسلا ةياهن"
    first = "استقبل CNN News وزارة الخارجية العراقية، (الأول) 2025/4/14"
    repaired = repair(raw)
    assert repaired.text == f"{first}\nنهاية السطر الثاني"
    start = repaired.text.index("العراقية")
    assert raw[slice(*repaired.span(start, start + len("العراقية")))] == "ةيقارعلا"
    start = repaired.text.index("2025/4/14")
    assert raw[slice(*repaired.span(start, start + 9))] == "2025/4/14"


def test_lines_from_the_last_character_to_the_first_are_turned_with_their_digits():
    text = "استقبل (أمس) وزير الخارجية العراقية في 14 نيسان 2025\nنهاية السطر في السياسة"
    assert repair("\n".join(line[::-1] for line in text.split("\n"))).text == text


def wrapped(text: str, columns: int) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("columns", [40, 60, 72, 80, 100])
def test_lines_that_were_cut_at_a_width_are_joined(columns):
    body = f"{BASE} وأكد الوزيران خلال اللقاء أهمية التنسيق المشترك بشأن القضايا الإقليمية والدولية ومكافحة الإرهاب."
    headline = "وزير الخارجية يستقبل نظيره الأردني"
    repaired = repair(f"{headline}\n\n{wrapped(body, columns)}")
    assert repaired.text.split("\n\n")[0] == headline
    assert BASE in repaired.text.split("\n\n")[1]


def test_paragraphs_and_the_header_are_not_joined():
    head = "وزير الخارجية العراقي يستقبل نظيره الأردني في العاصمة بغداد\nبغداد | 14-04-2025\n\n"
    raw = f"{head}{wrapped(BASE, 60)}\n{wrapped(BASE, 60)}"
    assert repair(raw).text == f"{head}{BASE}\n{BASE}"


@pytest.mark.parametrize(
    "text",
    [
        f"وزير الخارجية يستقبل نظيره\n{BASE}\n\n{BASE}",
        "مجلس الأعيان يدعو إلى التعاون\nالخصاونة يترأس جلسة لمجلس الوزراء اليوم\nوزير السياحة يلتقي أصحاب المكاتب",
        "بغداد - 14/4/2025\nاستقبل الوزير نظيره في بغداد.\nوبحثا العلاقات.\nثم غادر.",
        "",
        "\n\n",
        "يمكن أن يكون 3 > 2 و R&D و a_b",
    ],
)
def test_a_good_text_stays_the_same_string(text):
    repaired = repair(text)
    assert repaired.text == text
    assert not repaired.damages


REPORTS = sorted((ROOT / "tests/samples/extraction/texts").glob("*.txt"))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_our_own_reports_are_not_joined(path):
    assert "wrapping" not in repair(path.read_bytes().decode("utf-8")).damages


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=40))
def test_every_place_leads_back_into_the_raw_text(parts):
    raw = "".join(parts)
    repaired = repair(raw)
    assert repaired.original == raw
    for place in range(len(repaired.text)):
        start, end = repaired.span(place, place + 1)
        assert 0 <= start < end <= len(raw)
    whole = repaired.span(0, len(repaired.text))
    assert 0 <= whole[0] <= whole[1] <= len(raw)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([sign for sign in SIGNS if sign not in ("لابقتسا", "ةرازو", "ىلع")]), max_size=40))
def test_the_way_back_is_monotone_and_leads_to_the_same_letters(parts):
    raw = "".join(parts)
    repaired = repair(raw)
    before = 0
    for place, character in enumerate(repaired.text):
        start, end = repaired.span(place, place + 1)
        assert start >= before
        before = start
        if end - start == 1 and raw[start] not in "اأإآل":
            assert repair(raw[start]).text in (character, "") or character in " \n" or raw[start] in "ﻻﺍﻟﷲﹶ"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_repaired(raw):
    assert repair(raw).original == raw


@pytest.mark.parametrize(
    "unit",
    [
        ">", "> ", ">\n", ">>\n>\n", "&amp;", "&#1;", "<", "<a ", "<script>", "<script></script>", "<!--", "[", "[a](",
        "[a](http://", "(http://", "*", "**a", "*a ", "# \n", "بـ", "ـ", "\u200f", "ﻻ", "كلمة في\n", "ا\n", "\n", "\f",
    ],
)  # fmt: skip
def test_a_million_characters_are_read_up_to_the_limit(unit):
    repaired = repair(unit * (1_000_000 // len(unit)))
    assert repaired.unread_from == MAX_CHARACTERS


@pytest.mark.parametrize("name", ["عبد االله الثاني", "عبد اﷲ الثاني"])
def test_god_is_not_a_swapped_lam_alef(name):
    assert "الاله" not in repair(f"استقبل الملك {name} وزير الخارجية األردني أيمن الصفدي في االجتماع األخير.").text


def test_one_double_alef_is_a_slip_of_the_keyboard():
    raw = "استقبل رئيس الوزراء االوزير الفرنسي في بغداد وبحث معه العلاقات الثنائية."
    assert repair(raw).text == raw


def test_a_repeated_head_of_pages_stays_once():
    page = "الخميس 11 نيسان 2019\nوزير الخارجية يستقبل نظيره الأردني\n"
    raw = f"{page}استقبل وزير الخارجية العراقي نظيره الأردني في\n1\f{page}بغداد أمس. وبحث معه عام\n2003\n2"
    repaired = repair(raw).text
    assert repaired.count("11 نيسان 2019") == 1
    assert repaired.startswith("الخميس 11 نيسان 2019")
    assert "2003" in repaired
