"""Cards: the picture that other sites and messengers show for a page, in the size that Open Graph recommends."""

import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.exports.drawing import Colour, Picture
from meetings.exports.selections import Selection
from meetings.models import Article, Meeting, Official
from meetings.models.languages import is_right_to_left
from meetings.queries import meetings as queries
from meetings.queries.attribution import describe_outlet
from meetings.queries.days import format_long_date, format_meeting_date
from meetings.queries.offices import get_office_on
from meetings.text.visual_order import find_direction

WIDTH, HEIGHT = 1200, 630
EDGE_PIXELS = 80
MAX_COLOURS = 96  # of the palette: enough for a flat background and smooth letters, in a fifth of the bytes

SIZES = ((104, 1), (84, 2), (72, 3), (62, 3), (54, 3))  # of the title: (pixels, most lines); the first that fits

# The site's colours (static/css/tokens.css).
GROUND: Colour = (14, 79, 70)
DEEP: Colour = (16, 53, 47)
LIGHT: Colour = (244, 245, 239)
SOFT: Colour = (188, 211, 203)
GOLD: Colour = (247, 227, 154)


@dataclass(frozen=True, slots=True)
class CardWords:
    """The words on a card: a line over the title, the title, a line under it, and one at the foot."""

    over: str
    title: str
    under: str = ""
    foot: str = ""


def draw_card(selection: Selection, language: str) -> bytes:
    """Return the card of a page as PNG in the active language, whose code is `language`."""
    return draw(_words(selection), right_to_left=is_right_to_left(language))


def _words(selection: Selection) -> CardWords:
    if selection.kind == "meeting":
        return _of_meeting(selection.about)
    if selection.kind == "article":
        report: Article = selection.about
        return CardWords(_("Report"), selection.title, describe_outlet(report), format_long_date(report.published_on))
    number = len(selection.ids)
    count = ngettext("%(n)s meeting", "%(n)s meetings", number) % {"n": number}
    if isinstance(selection.about, Official):
        return CardWords(_("Official"), selection.about.name, str(get_office_on(selection.about) or ""), count)
    return CardWords(_("An archive of diplomatic meetings"), selection.title, "", count)


def _of_meeting(meeting: Meeting) -> CardWords:
    day = format_meeting_date(meeting) or _("The text gives no date")
    over = " · ".join(filter(None, (meeting.get_kind_display(), day, str(meeting.place or ""))))
    sides = [str(side) for side, _parts in queries.group_by_side(meeting) if side]
    people = [part.label for part in meeting.participations.all() if part.role != "attendee"]
    comma = "، " if find_direction("".join(people)) == "R" else ", "
    return CardWords(over, queries.get_title(meeting), comma.join(people), " – ".join(sides))


def draw(words: CardWords, right_to_left: bool) -> bytes:
    """Return the card with these words, as PNG."""
    picture = Picture(WIDTH, HEIGHT, GROUND, right_to_left)
    _ground(picture)
    room = WIDTH - 2 * EDGE_PIXELS
    for line in picture.lines(words.over, room, 34, 1):
        picture.line(line, EDGE_PIXELS, 96, 34, GOLD)
    size = next((s for s, most in SIZES if len(picture.lines(words.title, room, s, 9, "Bold")) <= most), 54)
    top = 152
    for line in picture.lines(words.title, room, size, 3, "Bold"):
        picture.line(line, EDGE_PIXELS, top, size, LIGHT, "Bold")
        top += round(size * 1.32)
    for line in picture.lines(words.under, room, 36, 1) if words.under else []:
        picture.line(line, EDGE_PIXELS, top + 14, 36, SOFT)
    picture.line(_("Mahdar"), EDGE_PIXELS + 74, 541, 44, LIGHT, "Bold")
    _foot(picture, words.foot)
    return _png(picture)


def _ground(picture: Picture) -> None:
    """Draw a darker band at the foot, with the archive's logo: a sheet with its margin."""
    width = picture.image.width
    picture.draw.rectangle((0, 520, width, HEIGHT), fill=DEEP)
    left = width - EDGE_PIXELS - 56 if picture.right_to_left else EDGE_PIXELS
    picture.draw.rounded_rectangle((left, 547, left + 56, 603), 9, fill=LIGHT)
    for down, end in ((18, 30), (28, 30), (38, 23)):
        picture.draw.line((left + 9, 547 + down, left + end, 547 + down), fill=GROUND, width=4)
    for across in (37, 42):
        picture.draw.line((left + across, 554, left + across, 596), fill=GROUND, width=2)


def _foot(picture: Picture, text: str) -> None:
    """Draw the last line of the card at the far end of the band."""
    if not text:
        return
    line = picture.lines(text, 640, 34, 1)[0]
    end = picture.width_of(line, 34)
    picture.line(line, round(WIDTH - EDGE_PIXELS - end), 549, 34, SOFT)


def _png(picture: Picture) -> bytes:
    file = io.BytesIO()
    picture.image.quantize(MAX_COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()
