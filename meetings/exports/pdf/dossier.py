"""The dossier of several meetings: a cover with the search and a timeline, contents, and a short record of each one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from meetings.exports.pdf.meeting import set_people
from meetings.exports.pdf.sheet import BRAND, INK, RULE, SEAL, SOFT, Entry, Sheet
from meetings.models import Meeting
from meetings.models.languages import get_current_language
from meetings.queries import meetings as queries
from meetings.queries.days import format_long_date, format_meeting_date
from meetings.queries.licence import DATA_LICENCE

MAX_DOSSIER_MEETINGS = 100  # readers of more meetings use the archive or export a table
AXIS_MILLIMETRES = 46.0  # the height of the timeline


@dataclass(frozen=True, slots=True)
class DossierContents:
    """The contents of a dossier: its title, one line for each filter, its address, and the number of meetings found."""

    title: str
    described: Sequence[str]
    address: str
    total: int


def make_dossier_pdf(meetings: Sequence[Meeting], chosen: DossierContents, today: date) -> bytes:
    """Return the dossier of `meetings` as PDF in the active language.

    The pages of the meetings are known only after the contents are set; their numbers are added at the end.

    Args:
        meetings: At most MAX_DOSSIER_MEETINGS, with what `for_cards` fetches.
        chosen: The words of the cover.
        today: The date of the dossier.
    """
    sheet = Sheet(get_current_language(), chosen.title)
    sheet.foot = " · ".join(
        (gettext("Mahdar"), DATA_LICENCE.name, chosen.title.replace("{", "{{").replace("}", "}}"), "{page}")
    )
    _cover(sheet, meetings, chosen, today)
    if meetings:
        entries = _contents(sheet, meetings)
        sheet.add_page()
        pages = [_record(sheet, number, meeting) for number, meeting in enumerate(meetings, start=1)]
        sheet.number_entries(entries, pages)
    return bytes(sheet.output())


def _cover(sheet: Sheet, meetings: Sequence[Meeting], chosen: DossierContents, today: date) -> None:
    sheet.add_page()
    sheet.space(12)
    sheet.paragraph(" · ".join((gettext("Mahdar"), gettext("Dossier of meetings"))), 11, colour=SOFT)
    sheet.paragraph(chosen.title, 26, "B", BRAND)
    for line in chosen.described:
        sheet.paragraph(line, 12, colour=INK)
    sheet.space(3)
    count = ngettext("%(n)s meeting", "%(n)s meetings", chosen.total) % {"n": chosen.total}
    sheet.paragraph(count, 13, "B")
    if chosen.total > len(meetings):
        told = gettext("The first %(n)s of them are in this dossier.") % {"n": len(meetings)}
        sheet.paragraph(told, 11, colour=SEAL)
    sheet.paragraph(gettext("As of %(day)s") % {"day": format_long_date(today)}, 11, colour=SOFT)
    sheet.paragraph(chosen.address, 8.5, colour=SOFT, link=chosen.address)
    sheet.space(3)
    size = 28.0
    across = sheet.w - sheet.r_margin - size if sheet.right_to_left else sheet.l_margin
    sheet.qr_code(chosen.address, across, sheet.get_y(), size)
    sheet.set_y(sheet.get_y() + size + 8)
    _timeline(sheet, meetings)


def _timeline(sheet: Sheet, meetings: Sequence[Meeting]) -> None:
    """Draw a bar for each meeting above its year, with the number of meetings above the bars."""
    years = sorted(meeting.date.year for meeting in meetings if meeting.date)
    if not years:
        return
    sheet.heading(gettext("Timeline"))
    sheet.space(AXIS_MILLIMETRES)
    ground = sheet.get_y()
    span = range(years[0], years[-1] + 1)
    step = sheet.epw / len(span)
    wide = min(step * 0.6, 14)
    rise = min((AXIS_MILLIMETRES - 8) / max(years.count(year) for year in span), 3.2)
    every = -(-len(span) * 11 // int(sheet.epw))  # label only as many years as fit
    sheet.set_fill_color(*BRAND)
    for place, year in enumerate(span):
        middle = (place + 0.5) * step
        middle = sheet.w - sheet.r_margin - middle if sheet.right_to_left else sheet.l_margin + middle
        number = years.count(year)
        for level in range(number):
            sheet.rect(middle - wide / 2, ground - (level + 1) * rise, wide, rise * 0.78, style="F")
        if number:
            sheet.label(str(number), middle, ground - number * rise - 5)
        if place % every == 0:
            sheet.label(str(year), middle, ground + 1)
    sheet.set_y(ground)
    sheet.rule(RULE, 0.4)
    sheet.set_y(ground + 8)


def _contents(sheet: Sheet, meetings: Sequence[Meeting]) -> list[Entry]:
    """Set the list of meetings, and return the place of each entry."""
    sheet.add_page()
    sheet.heading(gettext("Contents"))
    return [sheet.entry(f"{number}. {queries.get_title(meeting)}") for number, meeting in enumerate(meetings, start=1)]


def _record(sheet: Sheet, number: int, meeting: Meeting) -> int:
    """Set one meeting of the dossier, never at the foot of a page, and return the page on which it begins."""
    title = queries.get_title(meeting)
    if number > 1:
        sheet.space(7)
        if sheet.will_page_break(70):
            sheet.add_page()
    page = sheet.page_no()
    sheet.start_section(f"{number}. {title}")
    sheet.paragraph(f"{number}. {title}", 15, "B", BRAND)
    facts = [format_meeting_date(meeting) or gettext("The text gives no date"), meeting.get_kind_display()]
    facts += [part for part in (meeting.venue, str(meeting.place or "")) if part]
    sheet.paragraph(" · ".join(facts), 10.5, colour=SOFT)
    sheet.paragraph(meeting.summary, 11)
    set_people(sheet, meeting, heading_size=11, size=10.5)
    topics = sheet.comma.join(ranked.topic.name for ranked in meeting.ranked_topics.all())
    outlets = dict.fromkeys(str(source.article.outlet) for source in meeting.sources.all() if source.article.outlet)
    sheet.space(1.5)
    sheet.row(gettext("About"), topics, 10)
    sheet.row(gettext("Sources"), sheet.comma.join(outlets), 10)
    return page
