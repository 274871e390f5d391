"""BibTeX and RIS: each meeting's record in the archive, followed by the reports of the meeting.

The entries are for BibLaTeX (`@online`, `eventdate`, `langid`), and plain BibTeX reads them too. Arabic is in UTF-8. A
report of several meetings appears once. A page that lists meetings is itself the first entry.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.exports.output import Output
from meetings.exports.selections import Selection
from meetings.models import Article, Meeting
from meetings.models.languages import get_current_language
from meetings.queries.attribution import get_attribution
from meetings.queries.days import format_meeting_date
from meetings.queries.linked_data import make_permanent_address
from meetings.queries.meetings import get_title
from meetings.queries.records import format_iso_date
from meetings.queries.report_languages import get_biblatex_language
from meetings.text.scripts import guess_language

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "$": r"\$", "&": r"\&", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
_TEX_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})  # programs read an address literally


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a page of the archive, or to a report at its outlet (`is_report`).

    The title of a report without a headline is in square brackets, as libraries mark titles that they supply.
    `day` is the day of publication or of the last change, `event` the day of the meeting; both in ISO 8601.
    """

    key: str
    title: str
    address: str
    day: str | None = None
    event: str | None = None
    outlet: str = ""
    original_outlet: str = ""
    language: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    is_report: bool = False


def write_bibtex(selection: Selection, output: Output) -> Iterator[str]:
    """Return the references of a selection as BibTeX."""
    return _written(selection, output, _bibtex_entry)


def write_ris(selection: Selection, output: Output) -> Iterator[str]:
    """Return the references of a selection as RIS."""
    return _written(selection, output, _ris_entry)


def _written(selection: Selection, output: Output, entry: Callable[[Reference, date], str]) -> Iterator[str]:
    if selection.kind == "article":
        yield entry(_report(selection.about, output), output.today)
        return
    if selection.kind == "meetings":
        page = Reference(
            f"mahdar-{_key_of(output.page)}", selection.title, output.page, output.today.isoformat(),
            language=guess_language(selection.title) or _page_language(),
        )  # fmt: skip
        yield entry(page, output.today)
    told: set[str] = set()
    for some in selection.batches():
        yield "".join(entry(one, output.today) for meeting in some for one in _references(meeting, output, told))


def _references(meeting: Meeting, output: Output, told: set[str]) -> Iterator[Reference]:
    """Yield the reference to the meeting, then those to its reports that are not in `told`, and add these to it."""
    when = format_meeting_date(meeting)
    yield Reference(
        key=f"mahdar-{meeting.slug}",
        title=f"{get_title(meeting)} ({when})" if when else get_title(meeting),
        language=guess_language(get_title(meeting)) or _page_language(),
        address=make_permanent_address(meeting, output.address),
        day=timezone.localdate(meeting.updated_at).isoformat(),
        event=_span(meeting),
        abstract=meeting.summary,
        keywords=tuple(ranked.topic.name for ranked in meeting.ranked_topics.all()),
    )
    for source in meeting.sources.all():
        if source.article.slug not in told:
            told.add(source.article.slug)
            yield _report(source.article, output)


def _span(meeting: Meeting) -> str | None:
    first, last = (
        format_iso_date(meeting.date, meeting.date_precision),
        format_iso_date(meeting.date_end, meeting.date_precision),
    )
    return f"{first}/{last}" if first and last and last != first else first


def _report(article: Article, output: Output) -> Reference:
    words = get_attribution(article)
    return Reference(
        key=f"report-{article.slug}",
        title=words.title,
        address=article.url or make_permanent_address(article, output.address),
        day=format_iso_date(article.published_on),
        outlet=article.outlet.name if article.outlet else "",
        original_outlet=article.original_outlet.name if article.original_outlet else "",
        language=article.language or guess_language(words.published),
        is_report=True,
    )


def _key_of(address: str) -> str:
    """Return a key made of the letters and digits of an address."""
    path = address.partition("://")[2].partition("/")[2]
    return "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in path).split()) or "home"


def _archive() -> str:
    return _("Mahdar, archive of diplomatic meetings")


# -------------------------------------------------------------------------------------------------------------- BibTeX
def _bibtex_entry(reference: Reference, today: date) -> str:
    publisher = reference.outlet if reference.is_report else _archive()
    author = reference.original_outlet or publisher
    fields = {
        "title": f"{{{_tex(reference.title)}}}",
        "author": f"{{{_tex(author)}}}" if author else "",
        "organization": f"{{{_tex(publisher)}}}" if author != publisher else "",
        "date": reference.day or "",
        "year": (reference.day or "")[:4],
        "eventdate": reference.event or "",
        "url": reference.address.translate(_TEX_ADDRESS),
        "urldate": today.isoformat(),
        "langid": get_biblatex_language(reference.language),
        "keywords": _tex(", ".join(reference.keywords)),
        "abstract": _tex(reference.abstract),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@online{{{reference.key},\n" + ",\n".join(lines) + "\n}\n\n"


def _tex(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)


def _page_language() -> str:
    return get_current_language()[:2]


# ----------------------------------------------------------------------------------------------------------------- RIS
def _ris_entry(reference: Reference, today: date) -> str:
    publisher = reference.outlet if reference.is_report else _archive()
    author = reference.original_outlet or publisher
    lines = [
        ("TY", "NEWS" if reference.is_report else "ELEC"),
        ("ID", reference.key),
        ("TI", reference.title),
        ("AU", author),
        ("T2" if reference.is_report else "PB", publisher),
        ("PY", (reference.day or "")[:4]),
        ("DA", _ris_day(reference.day)),
        ("Y2", _ris_day(today.isoformat())),
        ("N1", _("Date of the meeting: %(date)s") % {"date": reference.event} if reference.event else ""),
        ("AB", reference.abstract),
        *(("KW", word) for word in reference.keywords),
        ("LA", reference.language),
        ("UR", reference.address),
    ]
    written = [f"{tag}  - {' '.join(value.split())}" for tag, value in lines if value]
    return "\r\n".join([*written, "ER  - ", "", ""])


def _ris_day(day: str | None) -> str:
    """Return `day` as year/month/day/, with unknown parts empty; an empty text without a day."""
    return "/".join([*day.split("-"), "", ""][:3]) + "/" if day else ""
