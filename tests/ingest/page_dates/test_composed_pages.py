"""Pages composed of many tops, lines, texts and ends: what is around a report never dates it."""

import random
from pathlib import Path

import pytest

from meetings.ingest.readers import read_page
from meetings.text.tables import read_table

PROSE = {row["place"]: row["text"] for row in read_table(Path(__file__).parents[2] / "samples" / "pages" / "prose.tsv")}
TEXT = "".join(f"<p>{PROSE[place]}</p>" for place in ("lead", "second", "third"))
TOPS = (
    "",
    '<div class="date">الأحد 29 نوفمبر 2026</div><div class="menu"><a href="/">الرئيسية</a></div>',
    '<header><span>29/11/2026</span><a href="/">موقع</a></header>',
    '<div id="top"><ul><li>الأحد 29 تشرين الثاني 2026</li><li>دخول</li></ul></div>',
    "<table><tr><td>شعار</td><td>29-11-2026 12:30</td></tr></table>",
    f'<div class="ticker"><a href="/9">{PROSE["other1"]}</a> <span>28/11/2026</span></div>',
    f"<section><h3>عاجل</h3><p>{PROSE['other2']} - 28 نوفمبر 2026</p></section>",
)
HEADLINES = ("<h1>{}</h1>", "<h2 class='title'>{}</h2>", "<div>{}</div>", "<header><h1>{}</h1></header>")
LINES = (
    "<div>{}</div>", '<p class="meta">{}</p>', "<span>{}</span><br>", "<ul><li>بغداد</li><li>{}</li></ul>",
    '<div class="info"><i></i> {} <span>0 تعليق</span></div>', "<div><div>محرر</div><div>{}</div></div>",
)  # fmt: skip
DATES = (
    "14 نيسان 2025", "الاثنين 14 أبريل 2025 - 10:20", "2025-04-14 10:20:11", "14/04/2025", "نُشر في 14 أفريل 2025",
    "الإثنين، ١٤ أبريل ٢٠٢٥ ٠٣:١٥ م", "2025/4/14", "Apr 14, 2025 10:11 AM",
)  # fmt: skip
MIDDLES = ("", "<div>شارك</div>", "<figure><img><figcaption>أرشيف، 3 آذار 2019</figcaption></figure>")
BODIES = ("<div class='text'>{}</div>", "{}", "<section>{}</section>", "<div><div>{}</div></div>")
ENDS = (
    "",
    f"<div><h4>اقرأ أيضا</h4><a href='/2'>{PROSE['other1']}</a> <span>13 نيسان 2025</span></div>",
    f"<ul><li><a href='/3'>{PROSE['other2']}</a><time datetime='2025-04-20'>20 نيسان 2025</time></li></ul>",
    "<div><b>أحمد</b> <span>15 نيسان 2025</span><p>تعليق قصير</p></div>",
    f"<p><a href='/5'>{PROSE['other3']}</a></p><p>12 نيسان 2025</p>",
)
FEET = ("", "<footer>© 2015</footer>", "<div>تأسست في 1 آذار 2003</div>", "<div>آخر تحديث للموقع: 29/11/2026</div>")
AROUND = ("{}", "<article>{}</article>", "<main>{}</main>", "<div class='news'>{}</div>", "<div class='col-8'>{}</div>")


def composed(chance: random.Random, line: str) -> str:
    headline = chance.choice(HEADLINES).format(PROSE["headline"])
    report = headline + line + chance.choice(MIDDLES) + chance.choice(BODIES).format(TEXT)
    inside, outside = chance.choice([(chance.choice(ENDS), ""), ("", chance.choice(ENDS))])
    body = chance.choice(TOPS) + chance.choice(AROUND).format(report + inside) + outside + chance.choice(FEET)
    return f"<!DOCTYPE html><html><head><title>{PROSE['headline']}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize("seed", range(10))
def test_only_the_line_under_the_headline_dates_a_report(seed: int):
    chance = random.Random(seed)
    for _ in range(8):
        page = composed(chance, "")
        assert read_page(page, "page.html").published is None, page
        page = composed(chance, chance.choice(LINES).format(chance.choice(DATES)))
        assert str(read_page(page, "page.html").published) == "2025-04-14", page
