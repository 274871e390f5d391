"""The parts of a page: the headline, the report's first and last paragraph, and all other parts.

The zone between the headline and the first paragraph is where pages print the date of a report. Dates elsewhere belong
to other articles, to comments, to the day of the visit, or to the events that the report tells of.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import html

from meetings.extraction.document.page_lines import read_dates_of_line
from meetings.ingest.page_dates.lines import Line, list_events, split_into_lines
from meetings.ingest.page_dates.marks import has_mark, is_about_other_thing, is_hidden, is_label, load_marks
from meetings.text.date_lines import has_only_known_words, is_end_of_report
from meetings.text.fold import fold

MIN_PARAGRAPH_WORDS = 8
MIN_PROSE_WORDS = 15  # of a line between the headline and the text that is a paragraph too
MAX_KEY_CHARACTERS = 60  # of a paragraph or headline that are compared
MAX_ZONE_LINES = 25
MAX_LINK_WORDS = 5  # a longer link is the headline of another article
MAX_LINES_BEFORE_HEADLINE = 4
MAX_LEVELS_OF_HEAD = 2  # elements around a line before the headline
MAX_LINES_WITHOUT_HEADLINE = 2  # right before the text, where the page has no headline
MAX_MARKED_LINES = 6  # where the page has no headline, and the line says that it is a date of publication
MAX_LEVELS_OF_LABEL = 2  # elements around a line that may hold its label too
MIN_OTHER_ROWS = 2  # of a list of reports
_ROWS = ("article", "li", "tr")
_SCOPES = ("itemscope", "typeof")


@dataclass(slots=True)
class PageLayout:
    """The lines of a page, and where its report is among them."""

    root: html.HtmlElement
    lines: list[Line] = field(default_factory=list)
    places: dict[html.HtmlElement, int] = field(default_factory=dict)  # elements -> the line they begin in
    outside: set[html.HtmlElement] = field(default_factory=set)  # elements that are not of the report
    headline: int | None = None
    first: int | None = None  # line of the first paragraph
    last: int | None = None
    container: html.HtmlElement | None = None  # the innermost element with the headline and the first paragraph

    @property
    def zone(self) -> range:
        """Return the numbers of the lines in which the page's own date is."""
        if self.first is None:
            return range(0)
        if self.headline is None:
            return range(max(0, self.first - MAX_LINES_WITHOUT_HEADLINE), self.first)
        before = [n for n in range(self.headline - MAX_LINES_BEFORE_HEADLINE, self.headline) if self._is_beside(n)]
        end = min(self.first, self.headline + MAX_ZONE_LINES)
        behind = range(self.headline + 1, end)
        end = next((number for number in behind if is_end_of_report(fold(self.lines[number].text))), end)
        return range(before[0] if before else self.headline + 1, end)

    @property
    def zone_of_marked(self) -> range:
        """Return the numbers of the lines before the text in which only a line that says so is the date."""
        if self.first is None or self.last is None or self.headline is not None:
            return range(0)
        return range(max(0, self.first - MAX_MARKED_LINES), self.zone.start)

    def is_in_zone(self, element: html.HtmlElement) -> bool:
        """Return whether an element is where pages print the date of the report."""
        place = self.places.get(element)
        if place is None or self.is_outside(element):
            return False
        # An element without text right before the first paragraph begins in the line of this paragraph.
        return place in self.zone or (place == self.first and not self._is_around_text(element))

    def is_before_text(self, element: html.HtmlElement) -> bool:
        """Return whether an element is between the headline and the text."""
        if self.headline is None or self.first is None:
            return False
        return self.headline < self.places.get(element, 0) < self.first

    def _is_around_text(self, element: html.HtmlElement) -> bool:
        owner = self.lines[self.first or 0].owner
        return _is_within(owner, element) or _is_within(element, owner)

    def is_outside(self, element: html.HtmlElement) -> bool:
        """Return whether an element is in a part of the page that is not the report."""
        return element in self.outside

    def is_labelled_as_other(self, number: int) -> bool:
        """Return whether the line before is a label of the same block that names another day: "موعد اللقاء"."""
        if not 0 < number < len(self.lines):
            return False
        label = self.lines[number - 1]
        around = list(itertools.islice(self.lines[number].owner.iterancestors(), MAX_LEVELS_OF_LABEL))
        if label.owner.getparent() not in around or not is_label(label.owner):
            return False
        return not has_only_known_words(fold(label.text))

    def scope(self, element: html.HtmlElement) -> html.HtmlElement | None:
        """Return the innermost article around an element, by its tag, its microdata or its class; None without one."""
        for around in element.iterancestors():
            if _is_article(around):
                return around
        return None

    def has_report(self, element: html.HtmlElement) -> bool:
        """Return whether the report's first paragraph is in `element`."""
        return self.first is not None and _is_within(self.lines[self.first].owner, element)

    def _is_in_head(self, owner: html.HtmlElement) -> bool:
        """Return whether a line before the headline is in one small block with it, and the text is not."""
        headline = self.lines[self.headline or 0].owner
        for around in itertools.islice(owner.iterancestors(), MAX_LEVELS_OF_HEAD):
            if _is_within(headline, around):
                return not self.has_report(around)
        return False

    def is_in_list(self, element: html.HtmlElement, dated: Iterable[html.HtmlElement]) -> bool:
        """Return whether the report is one row of a list of reports, each with its date as `element` has it.

        `dated` are the elements of the page with a date. The first row of an archive must not date the page.
        """
        twins = [one for one in dated if one is not element and _shape(one) == _shape(element)]
        for row in _with_ancestors(element):
            if self.has_report(row) and (row.get("class") or row.tag in _ROWS):
                others = [one for one in row.itersiblings() if _name(one) == _name(row)]
                if sum(any(_is_within(one, other) for one in twins) for other in others) >= MIN_OTHER_ROWS:
                    return True
        return False

    def _is_beside(self, number: int) -> bool:
        """Return whether a line before the headline is in the block of the report, or marked as its date.

        A block around all of the page also has the day of the visit in it.
        """
        if number < 0 or self.container is None:
            return False
        owner = self.lines[number].owner
        if self.is_outside(owner):
            return False
        is_block = _is_block_of_report(self.container)
        if (is_block and _is_within(owner, self.container)) or self._is_in_head(owner):
            return True
        return self.headline == number + 1 and has_mark(owner, "date_class")


def lay_out(root: html.HtmlElement, headline: str | None, paragraphs: Sequence[str]) -> PageLayout:
    """Return the layout of a page.

    Args:
        root: The page.
        headline: The headline of its article, if it is known.
        paragraphs: The article's text, as it was taken out of the page.
    """
    layout = PageLayout(root)
    body = root if root.tag == "body" else root.find("body")
    if body is None:
        return layout
    layout.lines, layout.places = split_into_lines(body)
    keys = [_key(line.text) for line in layout.lines]
    long = [text for text in paragraphs if _is_paragraph(text) and _key(text) != _key(headline)]
    layout.first = _find_first(layout, keys, long, headline)
    layout.last = max(_find(keys, long[-2:]), default=None)
    layout.headline = _find_headline(layout, keys, headline)
    if layout.headline is not None and layout.first is not None:
        between = range(layout.headline + 1, layout.first)
        prose = (number for number in between if len(layout.lines[number].text.split()) >= MIN_PROSE_WORDS)
        layout.first = next(prose, layout.first)  # the text may leave out the first paragraph
    _find_container(layout)
    _mark_outside(layout, body)
    return layout


def _find_first(layout: PageLayout, keys: Sequence[str], texts: Sequence[str], headline: str | None) -> int | None:
    """Return the line of the first paragraph: behind the headline where most of the text is, else the first one found.

    The text that was taken out of a page may begin with lines above its headline.
    """
    # A text may begin with the headline, in other words than the page's title has them.
    found = [n for n in _find(keys, texts) if layout.lines[n].owner.tag != "h1"]
    wanted = _key(headline)
    for place in (n for n in range(len(keys) - 1, -1, -1) if wanted and keys[n] == wanted):
        behind = [n for n in found if n > place]
        if behind and 2 * len(behind) >= len(found):
            return min(behind)
    return found[0] if found else _first_prose(layout, keys, headline)


def _first_prose(layout: PageLayout, keys: Sequence[str], headline: str | None) -> int | None:
    """Return the first prose after the headline, where no line of the page is as the article's text has it."""
    place = next((n for n, key in enumerate(keys) if key and key == _key(headline)), None)
    if place is None:
        return None
    behind = range(place + 1, min(place + 1 + MAX_ZONE_LINES, len(keys)))
    return next((n for n in behind if len(layout.lines[n].text.split()) >= MIN_PROSE_WORDS), None)


def _is_paragraph(text: str) -> bool:
    """Return whether a line of the article's text is prose, not a date line that was taken for a part of it."""
    return len(text.split()) >= MIN_PARAGRAPH_WORDS and not read_dates_of_line(fold(text))


def _key(text: str | None) -> str:
    return " ".join(fold(text or "").split())[:MAX_KEY_CHARACTERS]


def _find(keys: Sequence[str], texts: Sequence[str]) -> list[int]:
    """Return the first line of each text that the page has."""
    found = []
    for text in texts:
        key = _key(text)
        place = next((number for number, one in enumerate(keys) if one and one == key), None)
        if place is None:
            place = next((n for n, one in enumerate(keys) if len(one) >= 30 and key.startswith(one[:40])), None)
        if place is not None:
            found.append(place)
    return found


def _find_headline(layout: PageLayout, keys: Sequence[str], headline: str | None) -> int | None:
    """Return the line of the headline: the last one before the text with its words, else the last h1 or h2."""
    if layout.first is None:
        return None
    wanted = _key(headline)
    before = range(layout.first - 1, -1, -1)
    for number in before:
        if wanted and len(keys[number]) > 10 and (keys[number] == wanted or keys[number].endswith(wanted)):
            return number
    for tag in ("h1", "h2"):
        for number in before:
            if any(one.tag == tag for one in _with_ancestors(layout.lines[number].owner)):
                return number
    return None


def _with_ancestors(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    yield element
    yield from element.iterancestors()


def _is_within(element: html.HtmlElement, around: html.HtmlElement) -> bool:
    return any(one is around for one in _with_ancestors(element))


def _name(element: html.HtmlElement) -> tuple[str, str | None]:
    return element.tag, element.get("class")


def _shape(element: html.HtmlElement) -> list[tuple[str, str | None]]:
    """Return the tags and classes of an element and its parent."""
    return [_name(one) for one in itertools.islice(_with_ancestors(element), 2)]


def _is_article(element: html.HtmlElement) -> bool:
    is_marked = element.tag == "article" or any(element.get(name) is not None for name in _SCOPES)
    return is_marked or has_mark(element, "article_class")


def _is_block_of_report(element: html.HtmlElement) -> bool:
    return element.tag == "main" or _is_article(element) or has_mark(element, "block_class")


def _find_container(layout: PageLayout) -> None:
    if layout.first is None:
        return
    place = layout.first if layout.headline is None else layout.headline
    around = set(_with_ancestors(layout.lines[place].owner))
    layout.container = next(one for one in _with_ancestors(layout.lines[layout.first].owner) if one in around)


def _mark_outside(layout: PageLayout, body: html.HtmlElement) -> None:
    """Mark footers, comments, related articles and the like, unless the report itself is in them."""
    places = [place for place in (layout.headline, layout.first) if place is not None]
    own = {element for place in places for element in _with_ancestors(layout.lines[place].owner)}
    for event, element in list_events(body):
        if event == "start" and isinstance(element.tag, str):
            parent = element.getparent()
            is_inside = parent is not None and parent in layout.outside
            if is_inside or (element not in own and _is_other_part(layout, element)):
                layout.outside.add(element)


def _is_other_part(layout: PageLayout, element: html.HtmlElement) -> bool:
    if element.tag == "footer" and layout.is_before_text(element):
        return False  # themes put the line of author and day there
    if element.tag in load_marks("region_tag") or element.get("role") in load_marks("region_role"):
        return True
    if element.tag == "header" and layout.headline is not None:
        return layout.places.get(element, 0) < layout.headline
    if is_hidden(element) or is_about_other_thing(element):
        return True
    if element.tag == "article" or has_mark(element, "region") or has_mark(element, "today_class"):
        return True
    return element.tag == "a" and len((element.text_content() or "").split()) > MAX_LINK_WORDS
