"""The record of a meeting on one page: participants, date, place, topics, evidence and sources."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from meetings.exports.pdf.sheet import BRAND, INK, SEAL, SOFT, Sheet
from meetings.models import Article, Evidence, Meeting, Participation
from meetings.models.languages import get_current_language
from meetings.queries import meetings as queries
from meetings.queries.attribution import describe_outlet, get_attribution
from meetings.queries.days import format_long_date, format_meeting_date
from meetings.queries.edited_facts import format_cells
from meetings.queries.fields.meetings import MEETING
from meetings.text.domains import get_link_target

CODE_MILLIMETRES = 26.0  # the width of the QR code
# (scale of type, most quotations), tried in this order until a record fits on one page.
FITTING = ((1.0, 99), (0.92, 99), (0.92, 10), (0.85, 8), (0.8, 5), (0.75, 3), (0.7, 0), (0.6, 0))
MAX_QUOTE_CHARACTERS = 160

# The facts in the order of the record.
_ORDER = ("meeting", "kind", "date", "place", "participant", "title", "side", "role", "topic")


def make_meeting_pdf(meeting: Meeting, address: str) -> bytes:
    """Return the record of `meeting` as PDF in the active language.

    `meeting` comes from `queries.meetings.find_meeting`; `address` is its permanent address.
    """
    for scale, quotes in FITTING:
        sheet = Sheet(get_current_language(), queries.get_title(meeting), meeting.summary, scale)
        sheet.add_page()
        _record(sheet, meeting, address, quotes)
        if sheet.pages_count == 1:
            break
    return bytes(sheet.output())


def _record(sheet: Sheet, meeting: Meeting, address: str, quotes: int) -> None:
    _head(sheet, meeting, address)
    _facts(sheet, meeting)
    set_people(sheet, meeting)
    sources = [source.article for source in meeting.sources.all()]
    _evidence(sheet, meeting, sources, quotes)
    _sources(sheet, sources)


def set_people(sheet: Sheet, meeting: Meeting, heading_size: float = 12.5, size: float = 11) -> None:
    """Set the sides, each with its participants: title at the time, role, and whether the person is inferred."""
    for side, parts in queries.group_by_side(meeting):
        sheet.heading(str(side) if side else _("Side unknown"), heading_size)
        for part in parts:
            details = [part.title] if part.title != part.label else []
            details += [part.get_role_display()]
            details += [part.get_basis_display()] if part.basis == Participation.Basis.INFERRED else []
            told = sheet.comma.join(filter(None, details))
            sheet.row(part.label, told, size, label_width=62, label_colour=INK)


def _head(sheet: Sheet, meeting: Meeting, address: str) -> None:
    """Set the name of the archive, headline and summary, with the QR code at the far end."""
    top = sheet.get_y()
    room = sheet.epw - CODE_MILLIMETRES - 6
    sheet.paragraph(" · ".join((_("Mahdar"), _("Record of a meeting"))), 9.5, colour=SOFT, width=room)
    sheet.paragraph(queries.get_title(meeting), 19, "B", BRAND, width=room)
    if meeting.review_state != "published":
        sheet.paragraph(meeting.get_review_state_display(), 10, "B", SEAL, width=room)
    sheet.paragraph(meeting.summary, 11.5, colour=INK, width=room)
    sheet.paragraph(address, 8.5, colour=SOFT, width=room, link=address)
    across = sheet.l_margin if sheet.right_to_left else sheet.w - sheet.r_margin - CODE_MILLIMETRES
    below = sheet.get_y()
    sheet.qr_code(address, across, top, CODE_MILLIMETRES)
    sheet.set_y(max(below, top + CODE_MILLIMETRES) + 2)


def _facts(sheet: Sheet, meeting: Meeting) -> None:
    sheet.heading(_("The meeting"), 12.5)
    when = format_meeting_date(meeting) or _("The text gives no date")
    if meeting.date:
        when += f" ({meeting.get_date_basis_display()})"
    where = sheet.comma.join(part for part in (meeting.venue, str(meeting.place or "")) if part)
    sheet.row(_("When"), when)
    sheet.row(_("Where"), where or _("The text does not name a place"))
    for label, text in MEETING.facts_of(meeting):
        sheet.row(str(label), text)
    sheet.row(_("Kind"), meeting.get_kind_display())
    if meeting.edited_facts.all():
        sheet.row(_("Facts by editors"), sheet.comma.join(format_cells(meeting)))
    sheet.row(_("About"), sheet.comma.join(ranked.topic.name for ranked in meeting.ranked_topics.all()))


def _evidence(sheet: Sheet, meeting: Meeting, sources: list[Article], limit: int) -> None:
    """Set at most `limit` pieces of evidence with the number of their source; the outlet's words are quoted."""
    numbers = {article.pk: number for number, article in enumerate(sources, start=1)}
    found = sorted(_widest(meeting.evidence.all()), key=lambda one: (_ORDER.index(one.fact), one.start))
    if not found or not limit:
        return
    sheet.heading(_("Evidence"), 12.5)
    for one in found[:limit]:
        words = " ".join(one.quote.split())
        if len(words) > MAX_QUOTE_CHARACTERS:
            words = words[:MAX_QUOTE_CHARACTERS].rsplit(" ", 1)[0] + " …"
        source = f"[{numbers[one.article_id]}] " if one.article_id in numbers else ""
        stated = replace(get_attribution(one), words=words).stated
        sheet.row(one.get_fact_display(), f"{source}{stated}", 10)


def _widest(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence without the pieces that lie inside another piece for the same fact."""
    kept: list[Evidence] = []  # each begins before the pieces that follow
    for one in sorted(evidence, key=lambda e: (e.article_id, e.start, -e.end)):
        if not any(k.fact == one.fact and k.article_id == one.article_id and one.end <= k.end for k in kept):
            kept.append(one)
    return kept


def _sources(sheet: Sheet, sources: list[Article]) -> None:
    """Set outlet and day first, then the headline on a separate line, since it may have the other direction."""
    if not sources:
        return
    sheet.heading(_("Sources"), 12.5)
    for number, article in enumerate(sources, start=1):
        told = [describe_outlet(article), format_long_date(article.published_on)]
        sheet.row(f"[{number}]", sheet.comma.join(filter(None, told)) or article.slug, 10, label_width=12)
        sheet.paragraph(get_attribution(article).title, 10, indent=12)
        sheet.paragraph(article.url or "", 8, colour=SOFT, link=get_link_target(article.url), indent=12)
