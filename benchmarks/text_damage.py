"""Damage to texts as PDF files, mail and messengers do it, and what it costs the extraction.

    python -m benchmarks.text_damage [KIND ...]

The reports of tests/samples/reports are damaged in each way of KINDS and read; a table compares each way with the clean
texts. Every damage is deterministic.
"""

import json
import re
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display

from benchmarks.extraction_scoring import evaluate
from meetings.extraction.json_output import answer
from meetings.extraction.pipeline import read

SAMPLES = Path(__file__).resolve().parent.parent / "tests/samples/reports"
MEASURES = ("meeting_f1", "participant_f1", "strict_participant_f1", "date_accuracy", "city_accuracy")
Damage = Callable[[str, list[str]], str]

_ARABIC = re.compile("[\u0621-\u064a]+")
_NARROW = frozenset("اأإآلدذرزبتثنيئء،.:! ")  # letters that a proportional font draws narrow
_shape = ArabicReshaper({"delete_harakat": False, "support_ligatures": True}).reshape


def wrap(text: str, columns: int) -> str:
    """Return the text with every line wrapped at `columns` characters."""
    return "\n".join(_filled(line, columns) for line in text.split("\n"))


def _filled(line: str, columns: int) -> str:
    return textwrap.fill(line, columns, break_long_words=False, break_on_hyphens=False) if line.strip() else ""


def wrap_by_width(text: str, width: float) -> str:
    """Return the text wrapped as a proportional font wraps it: lines differ in their number of characters."""
    return "\n".join(_filled_by_width(line, width) for line in text.split("\n"))


def _filled_by_width(line: str, width: float) -> str:
    lines, current = [], ""
    for word in line.split():
        longer = f"{current} {word}".strip()
        if current and sum(0.6 if letter in _NARROW else 1.25 for letter in longer) > width:
            lines.append(current)
            longer = word
        current = longer
    return "\n".join([*lines, current])


def quote(text: str, mark: str = "> ") -> str:
    """Return the text as the quotation of a mail."""
    return "\n".join(f"{mark}{line}".rstrip() for line in text.split("\n"))


def on_pages(text: str, lines: int = 12) -> str:
    """Return the text on pages with a header, a footer with the page's number, and a form feed."""
    rows = text.split("\n")
    pages = [rows[first : first + lines] for first in range(0, len(rows), lines)]
    return "\n".join(
        "\n".join(["نشرة الأخبار اليومية", "", *page, "", f"صفحة {number} من {len(pages)}\f"])
        for number, page in enumerate(pages, start=1)
    )


def swap_lam_alef(text: str, inside: bool = True) -> str:
    """Return the text with alef before lam where a ligature was: all of them, or those with a hamza only."""
    return re.sub("ل([اأإآ])" if inside else "ل([أإآ])", r"\1ل", text)


def in_forms(text: str) -> str:
    """Return the text in presentation forms, in logical order."""
    return "\n".join(_shape(line) for line in text.split("\n"))


def in_visual_order(text: str) -> str:
    """Return every line as it looks from left to right."""
    return "\n".join(get_display(line, base_dir="R") for line in text.split("\n"))


def backwards(text: str) -> str:
    """Return every line from its last character to its first, digits and brackets included."""
    return "\n".join(line[::-1] for line in text.split("\n"))


def with_numeric_entities(text: str) -> str:
    """Return the text with each Arabic letter as a decimal entity."""
    return _ARABIC.sub(lambda found: "".join(f"&#{ord(letter)};" for letter in found[0]), text)


def with_named_entities(text: str, ampersand: str = "&") -> str:
    """Return the text with entities for quotation marks and for every third space."""
    text = text.replace("&", "&amp;").replace('"', "&quot;").replace("«", "&laquo;").replace("»", "&raquo;")
    text = re.sub("([^ ]+ [^ ]+ [^ ]+) ", r"\1&nbsp;", text)
    return text.replace("&", ampersand)


def with_tags(text: str) -> str:
    """Return the text with the tags of paragraphs, and of bold words and links inside them."""
    rows = [_every(row, 4, "<b>{}</b>", '<a href="/x?a=1">{}</a>') for row in text.split("\n") if row.strip()]
    return "".join(f'<p class="text">{row}</p>' for row in rows)


def with_breaks(text: str) -> str:
    """Return the text on one line, with <br> for each line end."""
    return text.replace("\n", "<br />")


def around_names(text: str, names: list[str], pattern: str) -> str:
    """Return the text with each of `names` set into `pattern`."""
    for name in sorted(set(names), key=len, reverse=True):
        text = re.sub(rf"(?<![\w\[]){re.escape(name)}(?![\w\]])", pattern.format(name), text)
    return text


def _every(row: str, step: int, *patterns: str) -> str:
    words = row.split(" ")
    for number, place in enumerate(range(step - 1, len(words), step)):
        if words[place]:
            words[place] = patterns[number % len(patterns)].format(words[place])
    return " ".join(words)


def inside_words(text: str, sign: str, step: int = 2) -> str:
    """Return the text with `sign` inside each second word, between its letters."""
    number = 0

    def change(found: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return found[0] if number % step or len(found[0]) < 3 else f"{found[0][:2]}{sign}{found[0][2:]}"

    return _ARABIC.sub(change, text)


def _plain(change: Callable[[str], str]) -> Damage:
    return lambda text, names: change(text)


KINDS: dict[str, Damage] = {
    **{f"wrapped at {n}": _plain(lambda text, n=n: wrap(text, n)) for n in (40, 60, 72, 80, 100)},  # type: ignore[misc]
    **{f"wrapped by width {n}": _plain(lambda text, n=n: wrap_by_width(text, n)) for n in (50, 70)},  # type: ignore[misc]
    "wrapped, CRLF": _plain(lambda text: wrap(text, 72).replace("\n", "\r\n")),
    "wrapped, lines apart": _plain(lambda text: wrap(text, 72).replace("\n", "\n\n")),
    "quoted": _plain(quote),
    "quoted and wrapped": _plain(lambda text: quote(wrap(text, 70))),
    "quoted twice and wrapped": _plain(lambda text: quote(quote(wrap(text, 66)), ">")),
    "on pages": _plain(lambda text: on_pages(wrap(text, 60))),
    "breaks": _plain(with_breaks),
    "tags": _plain(with_tags),
    "bold names": lambda text, names: around_names(text, names, "<strong>{}</strong>"),
    "named entities": _plain(with_named_entities),
    "entities of entities": _plain(lambda text: with_named_entities(text, "&amp;")),
    "numeric entities": _plain(with_numeric_entities),
    "escaped tags": _plain(lambda text: with_breaks(text).replace("<", "&lt;").replace(">", "&gt;")),
    "lam-alef swapped": _plain(swap_lam_alef),
    "lam-alef with hamza swapped": _plain(lambda text: swap_lam_alef(text, inside=False)),
    "presentation forms": _plain(in_forms),
    "presentation forms, visual order": _plain(lambda text: in_visual_order(in_forms(text))),
    "visual order": _plain(in_visual_order),
    "visual order, wrapped": _plain(lambda text: in_visual_order(wrap(text, 72))),
    "backwards": _plain(backwards),
    "Markdown links": lambda text, names: around_names(text, names, "[{}](https://example.org/1)"),
    "Markdown bold": lambda text, names: around_names(text, names, "**{}**"),
    "Markdown heading": _plain(lambda text: f"# {text.lstrip()}"),
    "addresses of links": lambda text, names: around_names(text, names, "{} <https://example.org/1>"),
    "tatweel": _plain(lambda text: inside_words(text, "ــ")),
    "zero-width space": _plain(lambda text: inside_words(text, "\u200b")),
    "soft hyphen": _plain(lambda text: inside_words(text, "\u00ad")),
    "bidi marks": _plain(lambda text: "\n".join(f"\u202b{row}\u202c" for row in text.split("\n"))),
    "no-break spaces": _plain(lambda text: text.replace(" ", "\u00a0")),
    "wrapped and swapped": _plain(lambda text: swap_lam_alef(wrap(text, 72))),
    "wrapped, forms": _plain(lambda text: in_forms(wrap(text, 72))),
    "wrapped, quoted, entities": _plain(lambda text: quote(wrap(with_named_entities(text), 72))),
    "visual order and swapped": _plain(lambda text: in_visual_order(swap_lam_alef(wrap(text, 72)))),
}


def reports() -> list[tuple[dict[str, object], str, list[str]]]:
    """Return the sample reports: the gold, the text, and the names in it."""
    found = []
    for article in json.loads((SAMPLES / "gold.json").read_text(encoding="utf-8"))["articles"]:
        text = (SAMPLES / "texts" / f"{article['id']}.txt").read_bytes().decode("utf-8")
        people = [person for meeting in article["meetings"] for person in meeting["participants"]]
        found.append((article, text, [person["name"] for person in people if person["name"]]))
    return found


def measure(damage: Damage, step: int = 1) -> dict[str, float]:
    """Return the measures of the extraction on each `step`-th sample report, damaged."""
    some = reports()[::step]
    answers = {str(gold["id"]): answer(read(damage(text, names))) for gold, text, names in some}
    return evaluate([gold for gold, _, _ in some], answers)


def main(wanted: list[str]) -> None:
    """Print the measures of the clean texts and of each kind of damage."""
    print(f"{'':36}" + "".join(f"{name:>24}" for name in MEASURES))
    for name, damage in {"clean": _plain(str), **KINDS}.items():
        if not wanted or name in wanted:
            measures = measure(damage)
            print(f"{name:36}" + "".join(f"{measures[key]:24.3f}" for key in MEASURES), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
