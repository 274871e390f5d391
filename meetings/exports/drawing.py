"""Text on an image: Arabic and Latin lines that begin at the edge of their language.

Pillow shapes text with RAQM if it was built with it, as its wheels are. If not, `meetings.text.canvas` joins letters
and reorders lines, and Pillow draws the letters one by one.
"""

import functools
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont, features

from meetings.text import canvas
from meetings.text.visual_order import find_direction

FONTS = Path(__file__).resolve().parent / "fonts"
Colour = tuple[int, int, int]
Weight = Literal["Regular", "Bold"]
ELLIPSIS = "…"


@functools.cache
def load_font(size: int, weight: Weight = "Regular") -> ImageFont.FreeTypeFont:
    """Return the font Amiri in `size` pixels."""
    engine = ImageFont.Layout.RAQM if has_raqm() else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(FONTS / f"Amiri-{weight}.ttf"), size, layout_engine=engine)


def has_raqm() -> bool:
    """Return whether this build of Pillow joins letters and reorders lines."""
    return bool(features.check("raqm"))


class Picture:
    """An image with text on it. Lines begin at the right edge if `right_to_left`, otherwise at the left edge."""

    def __init__(self, width: int, height: int, ground: Colour, right_to_left: bool) -> None:
        self.image = Image.new("RGB", (width, height), ground)
        self.draw = ImageDraw.Draw(self.image)
        self.right_to_left = right_to_left

    def width_of(self, text: str, size: int, weight: Weight = "Regular") -> float:
        """Return the width of a line of `text` in pixels."""
        drawn, direction = self._ready(text)
        return float(load_font(size, weight).getlength(drawn, direction=direction))

    def lines(self, text: str, room: int, size: int, most: int, weight: Weight = "Regular") -> list[str]:
        """Return `text` in at most `most` lines of `room` pixels.

        A text that is too long is cut after a word and ends with "…".
        """
        found: list[str] = []
        words = text.split()
        while words and len(found) < most:
            count = next(
                (n for n in range(len(words), 0, -1) if self.width_of(" ".join(words[:n]), size, weight) <= room), 1
            )
            found.append(" ".join(words[:count]))
            words = words[count:]
        if words:
            found[-1] = self._cut(found[-1], room, size, weight)
        return found

    def line(self, text: str, start: int, top: int, size: int, colour: Colour, weight: Weight = "Regular") -> None:
        """Draw one line, `start` pixels from the edge where lines begin; `top` is the top of its tallest letters."""
        drawn, direction = self._ready(text)
        across = self.image.width - start if self.right_to_left else start
        anchor = "ra" if self.right_to_left else "la"
        self.draw.text(
            (across, top), drawn, font=load_font(size, weight), fill=colour, anchor=anchor, direction=direction
        )

    def _ready(self, text: str) -> tuple[str, str | None]:
        """Return the text in the form that Pillow needs, and the direction to pass to it (None without RAQM)."""
        base = find_direction(text) if any(map(str.isalpha, text)) else ("R" if self.right_to_left else "L")
        if has_raqm():
            return text, "rtl" if base == "R" else "ltr"
        return canvas.shape(text, base), None

    def _cut(self, line: str, room: int, size: int, weight: Weight) -> str:
        while " " in line and self.width_of(f"{line} {ELLIPSIS}", size, weight) > room:
            line = line.rpartition(" ")[0]
        return f"{line} {ELLIPSIS}"
