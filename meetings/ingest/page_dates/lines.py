"""The lines of a page as a browser shows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html

from meetings.ingest.page_dates.marks import load_marks


@dataclass(slots=True)
class Line:
    """One line of the page: its text, the innermost block it is in, and the elements inside it."""

    owner: html.HtmlElement
    text: str = ""
    pieces: list[str] = field(default_factory=list)  # the text by elements: "14", "نيسان", "2025"
    elements: list[html.HtmlElement] = field(default_factory=list)


def split_into_lines(body: html.HtmlElement) -> tuple[list[Line], dict[html.HtmlElement, int]]:
    """Part a page into lines at blocks and line breaks; text inside one line stays together.

    Returns:
        The lines, and for each element the number of the line that it begins in.
    """
    lines: list[Line] = []
    places: dict[html.HtmlElement, int] = {}
    owners = [body]
    line: Line | None = None

    def add(text: str | None) -> None:
        nonlocal line
        if text and text.strip():
            if line is None:
                line = Line(owners[-1])
                lines.append(line)
            line.text += text
            line.pieces.append(text.strip())
        elif text and line is not None:
            line.text += " "

    silent = 0
    for event, element in list_events(body):
        if not isinstance(element.tag, str):
            if event == "end" and not silent:
                add(element.tail)
            continue
        is_inline = element.tag in load_marks("inline_tag")
        if event == "start":
            if not is_inline:
                line = None
                owners.append(element)
            places[element] = len(lines) - (line is not None)
            silent += element.tag in load_marks("silent_tag")
            if not silent:
                add(element.text)
                if line is not None and is_inline:
                    line.elements.append(element)
            continue
        if not is_inline:
            line = None
            owners.pop()
        silent -= element.tag in load_marks("silent_tag")
        if not silent and element is not body:
            add(element.tail)
    return lines, places


def list_events(body: html.HtmlElement) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield the start and the end of each element, without recursion: saved pages nest deeply."""
    stack: list[tuple[str, html.HtmlElement]] = [("start", body)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event == "start":
            stack.append(("end", element))
            stack += [("start", child) for child in reversed(element)]
