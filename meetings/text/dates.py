"""Dates as Arabic reports write them: found in folded text, and resolved against the report's own date. No Django
here.

Every month tradition of `months.tsv` is read, both digit sets (folding has made them one), Hijri dates (through
hijridate), numbers with day first, weekdays, relative days, and ordinals ("الرابع من مارس"). A weekday means the
nearest such day on or before the report's date; without a report date it stays unknown. Nothing here guesses a year
that neither the words nor the report's date give.
"""

import datetime as dt
import functools
import re
from dataclasses import dataclass
from pathlib import Path

from hijridate import Hijri

from meetings.text.fold import fold
from meetings.text.tables import read_table, values

# Monday is 0, as in datetime. The press writes both الاثنين and الإثنين; folding unites them.
WEEKDAYS = ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
_WEEKDAY_NUMBER = {fold(name): number for number, name in enumerate(WEEKDAYS)} | {
    "الاثنان": 0,
    "الثلثاء": 1,
    "الاربعا": 2,
}
_RELATIVE = {
    "اليوم": 0, "يومه": 0, "هذا اليوم": 0, "الليله": 0, "للتو": 0,
    "امس": -1, "البارحه": -1, "الليله قبل الماضيه": -2, "الليله الماضيه": -1, "ليله امس": -1, "مساء امس": -1,
    "اول امس": -2, "اول من امس": -2, "امس الاول": -2, "قبل يومين": -2, "قبل امس": -2,
    "غدا": 1, "يوم غد": 1, "بعد غد": 2,
}  # fmt: skip
# Loose times: they tell that an event is not of the day (months or years away), but name no day.
_LOOSE = {
    "الشهر الماضي": -30, "العام الماضي": -365, "السنه الماضيه": -365, "الاسبوع الماضي": -7, "الصيف الماضي": -90,
    "الشهر المقبل": 30, "الشهر القادم": 30, "العام المقبل": 365, "العام القادم": 365, "الاسبوع المقبل": 7,
    "الاسبوع القادم": 7, "الايام المقبله": 3, "الايام القادمه": 3, "قبل اشهر": -90, "قبل سنوات": -700,
    "قبل اسابيع": -21,
    "قبل عام": -365, "قبل عامين": -730, "قبل شهر": -30, "قبل شهرين": -60, "قبل اسبوع": -7, "قبل اسبوعين": -14,
    "قبل ايام": -4, "مطلع العام": -60, "بدايه العام": -60, "مطلع السنه": -60, "مطلع الشهر": -14,
    "الشهر الجاري": 0, "الاسبوع الجاري": 0,
}  # fmt: skip
_ORDINALS = (
    "الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر", "الحادي عشر",
    "الثاني عشر", "الثالث عشر", "الرابع عشر", "الخامس عشر", "السادس عشر", "السابع عشر", "الثامن عشر", "التاسع عشر",
    "العشرين", "الحادي والعشرين", "الثاني والعشرين", "الثالث والعشرين", "الرابع والعشرين", "الخامس والعشرين",
    "السادس والعشرين", "السابع والعشرين", "الثامن والعشرين", "التاسع والعشرين", "الثلاثين", "الحادي والثلاثين",
)  # fmt: skip
_ORDINAL_NUMBER = {word: number for number, word in enumerate(_ORDINALS, start=1)}


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words that name a day, month or year: offsets into the folded text they were found in (end exclusive)."""

    start: int
    end: int
    words: str
    kind: str  # stated | hijri | weekday | relative | loose | month | year
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    offset: int | None = None  # days from the report's date; for `loose` only about
    direction: int = 0  # -1 "الماضي", 1 "المقبل"


@dataclass(frozen=True, slots=True)
class Day:
    """A resolved date. `basis` is stated, hijri, weekday, relative or unknown; `explanation` is Arabic, for people."""

    day: dt.date | None
    precision: str
    basis: str
    explanation: str


@functools.cache
def _months() -> tuple[dict[str, int], dict[str, int]]:
    """Folded month names to numbers: Gregorian (all traditions) and Hijri."""
    gregorian: dict[str, int] = {}
    hijri: dict[str, int] = {}
    for row in read_table(Path(__file__).with_name("months.tsv")):
        table = hijri if row["calendar"] == "hijri" else gregorian
        for name in values(row["names"]):
            table[fold(name)] = int(row["month"])
    return gregorian, hijri


def _either(names: object) -> str:
    ordered = sorted(names, key=len, reverse=True)  # type: ignore[call-overload]
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in ordered)


@functools.cache
def _pattern() -> re.Pattern[str]:
    """One alternation for all; each branch is anchored on words or digits, with no nested repetition."""
    gregorian, hijri = _months()
    month, islamic = _either(gregorian), _either(hijri)
    ordinal, weekday = _either(_ORDINAL_NUMBER), _either(_WEEKDAY_NUMBER)
    second = rf"(?:\s?[/(]\s?(?:{month})\)?)?"
    year = r"(?:\s?[,/\-]?\s?(?:(?:من\s)?(?:ال|ل)?(?:عام|سنه)\s)?(?P<{0}>(?:19|20)\d\d)(?!\d))?"
    way = r"(?:\s(?P<{0}>الماضي|الماضيه|المنصرم|الفايت|المقبل|المقبله|القادم|القادمه))?"
    part = r"(?:[وبل]?(?:صباح|مساء|ظهر|عصر|فجر|ليل|ليله|نهار|يوم|بعد\sظهر|قبل\sظهر|ضحي)\s){0,2}"
    branches = (
        r"(?P<iso>(?P<iy>(?:19|20)\d\d)[-/.](?P<im>\d\d?)[-/.](?P<id>\d\d?)(?!\d))",
        r"(?P<dmy>(?P<dd>\d\d?)[-/.](?P<dm>\d\d?)[-/.](?P<dy>(?:19|20)\d\d)(?!\d))",
        rf"(?P<hij>(?P<hd>\d\d?)\s(?P<hm>{islamic})\s?,?\s?(?P<hy>1[34]\d\d)(?!\d))",
        rf"(?P<full>(?P<fd>\d\d?)\s?[/\-]?\s?(?:من\s)?(?:شهر\s)?(?P<fm>{month})(?!\w){second}{year.format('fy')}{way.format('fw')})",
        rf"(?P<ord>(?P<od>{ordinal})\sمن\s(?:شهر\s)?(?P<om>{month})(?!\w){second}{year.format('oy')}{way.format('ow')})",
        rf"(?P<this>(?P<td>\d\d?|{ordinal})\s(?:من\s)?(?:هذا\sالشهر|الشهر\s(?:الحالي|الجاري)))",
        rf"(?P<us>(?P<um>{month})\s(?P<ud>\d\d?),\s?(?P<uy>(?:19|20)\d\d)(?!\d))",
        rf"(?P<wd>{part}[وبل]?(?P<wn>{weekday})(?!\w){way.format('ww')})",
        rf"(?P<rel>{part}[وبل]?(?P<rn>{_either(_RELATIVE)})(?!\w))",
        rf"(?P<loose>[وبل]?(?P<ln>{_either(_LOOSE)})(?!\w))",
        rf"(?P<mon>(?P<mm>{month})(?!\w){second}{year.format('my')}{way.format('mw')})",
        r"(?P<yr>(?:عام|العام|سنه)\s(?P<yy>(?:19|20)\d\d)(?!\d))",
    )
    return re.compile(r"(?<![\w.])(?:" + "|".join(branches) + ")")


def _direction(word: str | None) -> int:
    if not word:
        return 0
    return 1 if word.startswith(("المقبل", "القادم")) else -1


def _number(value: str | None) -> int | None:
    return int(value) if value else None


def _read(match: re.Match[str]) -> DateWords | None:
    gregorian, hijri = _months()
    g = match.groupdict()
    start, end, words = match.start(), match.end(), match.group()

    def found(kind: str, **more: int | None) -> DateWords:
        return DateWords(start, end, words, kind, **more)  # type: ignore[arg-type]

    if g["iso"]:
        return found("stated", year=int(g["iy"]), month=int(g["im"]), day=int(g["id"]))
    if g["dmy"]:
        day, month = int(g["dd"]), int(g["dm"])
        if month > 12 >= day:  # the American order, where no other reading is possible
            day, month = month, day
        return found("stated", year=int(g["dy"]), month=month, day=day)
    if g["hij"]:
        return found("hijri", year=int(g["hy"]), month=hijri[_spaced(g["hm"])], day=int(g["hd"]))
    if g["full"]:
        month = gregorian[_spaced(g["fm"])]
        return found("stated", year=_number(g["fy"]), month=month, day=int(g["fd"]), direction=_direction(g["fw"]))
    if g["ord"]:
        month, day = gregorian[_spaced(g["om"])], _ORDINAL_NUMBER[_spaced(g["od"])]
        return found("stated", year=_number(g["oy"]), month=month, day=day, direction=_direction(g["ow"]))
    if g["this"]:
        day = int(g["td"]) if g["td"].isdigit() else _ORDINAL_NUMBER[_spaced(g["td"])]
        return found("stated", day=day)
    if g["us"]:
        return found("stated", year=int(g["uy"]), month=gregorian[_spaced(g["um"])], day=int(g["ud"]))
    if g["wd"]:
        return found("weekday", weekday=_WEEKDAY_NUMBER[g["wn"]], direction=_direction(g["ww"]))
    if g["rel"]:
        return found("relative", offset=_RELATIVE[_spaced(g["rn"])])
    if g["loose"]:
        return found("loose", offset=_LOOSE[_spaced(g["ln"])])
    if g["yr"]:
        return found("year", year=int(g["yy"]))
    if not g["my"] and not g["mw"]:
        return None  # a bare month name is too often another word (مارس, آب)
    return found("month", month=gregorian[_spaced(g["mm"])], year=_number(g["my"]), direction=_direction(g["mw"]))


def _spaced(words: str) -> str:
    return " ".join(words.split())


def find_dates(folded: str) -> list[DateWords]:
    """All date words of folded text, in order; neighbours that name one day ("أمس الجمعة", "الخميس 21 أيار") are
    joined.
    """
    found: list[DateWords] = []
    for match in _pattern().finditer(folded):
        date = _read(match)
        if date is None:
            continue
        if found and (joined := _join(found[-1], date, folded)):
            found[-1] = joined
        else:
            found.append(date)
    return found


_GAP = re.compile(r"[\s,()\-]{0,3}(?:الموافق(?:\sل)?\s?|من\s|يوم\s|ه\s?(?:الموافق\s)?|صباح\s|مساء\s|ظهر\s)?")


def _join(first: DateWords, second: DateWords, folded: str) -> DateWords | None:
    """One date of two neighbours, the more exact of them leading; None where they are two dates."""
    if not _GAP.fullmatch(folded, first.end, second.start):
        return None
    kinds = {first.kind, second.kind}
    words = folded[first.start : second.end]
    if kinds == {"relative", "weekday"}:
        relative, day = (first, second) if first.kind == "relative" else (second, first)
        if day.direction:
            return None
        return DateWords(first.start, second.end, words, "weekday", weekday=day.weekday, offset=relative.offset)
    if second.kind == "year" and first.kind in ("relative", "weekday"):
        return DateWords(first.start, second.end, words, "year", year=second.year)  # "في مثل هذا اليوم من عام 1978"
    if "stated" in kinds and kinds & {"weekday", "relative", "hijri"}:
        date, other = (first, second) if first.kind == "stated" else (second, first)
        return DateWords(
            first.start,
            second.end,
            words,
            "stated",
            date.day,
            date.month,
            date.year,
            other.weekday,
            None,
            date.direction,
        )
    if "hijri" in kinds and kinds & {"weekday", "relative"}:
        date, other = (first, second) if first.kind == "hijri" else (second, first)
        return DateWords(first.start, second.end, words, "hijri", date.day, date.month, date.year, other.weekday)
    return None


def written(day: dt.date) -> str:
    """A date as the explanations print it: 10.06.2021."""
    return day.strftime("%d.%m.%Y")


_UNKNOWN = Day(None, "unknown", "unknown", "")


def resolve(date: DateWords, reference: dt.date | None) -> Day:
    """The day that `date` names in a report of the day `reference` (None when the report bears no date)."""
    if date.kind == "hijri":
        return _hijri(date)
    if date.kind == "stated":
        return _stated(date, reference)
    if date.kind in ("weekday", "relative"):
        return _near(date, reference)
    if date.kind in ("month", "year") and date.year:
        day = _made(date.year, date.month or 1, 1)
        precision = "month" if date.month else "year"
        return Day(day, precision, "stated", f"ذُكر في النص: {date.words}") if day else _UNKNOWN
    return _UNKNOWN


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _hijri(date: DateWords) -> Day:
    try:
        day = dt.date.fromisoformat(Hijri(date.year or 0, date.month or 0, date.day or 0).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return _UNKNOWN
    return Day(day, "day", "hijri", f"التاريخ الهجري {date.words} يوافق {written(day)}")


def _stated(date: DateWords, reference: dt.date | None) -> Day:
    if date.year:
        day = _made(date.year, date.month or 0, date.day or 0)
        return Day(day, "day", "stated", f"ذُكر في النص: {date.words}") if day else _UNKNOWN
    if reference is None:
        return Day(None, "unknown", "unknown", f"ذُكر «{date.words}» بلا سنة، ولا تاريخ للنشر")
    if date.month is None:  # "السابع من الشهر الجاري"
        day = _made(reference.year, reference.month, date.day or 0)
        explanation = f"ذُكر «{date.words}»، والشهر من تاريخ النشر {written(reference)}"
        return Day(day, "day", "stated", explanation) if day else _UNKNOWN
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [day for year in years if (day := _made(year, date.month or 0, date.day or 0))]
    if date.direction > 0:
        days = [day for day in days if day > reference][:1]
    elif date.direction < 0:
        days = [day for day in days if day <= reference][-1:]
    else:  # the nearest: a report speaks of last week or next week, seldom of last year
        days = sorted(days, key=lambda day: abs((day - reference).days))[:1]
    if not days:
        return _UNKNOWN
    return Day(days[0], "day", "stated", f"ذُكر «{date.words}»، والسنة من تاريخ النشر {written(reference)}")


def _near(date: DateWords, reference: dt.date | None) -> Day:
    words = date.words.strip()
    if reference is None:
        return Day(None, "unknown", "unknown", f"ذُكر «{words}»، ولا تاريخ للنشر يُحسب منه")
    if date.weekday is None:
        day = reference + dt.timedelta(days=date.offset or 0)
        return Day(day, "day", "relative", f"{words}، نسبة إلى تاريخ النشر {written(reference)}")
    back = (reference.weekday() - date.weekday) % 7
    if date.direction > 0 or (date.offset or 0) > 0:
        day = reference + dt.timedelta(days=(date.weekday - reference.weekday()) % 7 or 7)
        return Day(day, "day", "weekday", f"{words}، بعد تاريخ النشر {written(reference)}")
    if back == 0 and date.direction < 0:
        back = 7
    day = reference - dt.timedelta(days=back)
    where = "يوم النشر" if back == 0 else "قبل تاريخ النشر"
    return Day(day, "day", "weekday", f"{words}، {where} {written(reference)}")
