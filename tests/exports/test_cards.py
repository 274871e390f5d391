"""Cards of pages, and Arabic on images: with Pillow's own shaping and without it."""

import io
import re

import pytest
from PIL import Image, ImageChops, ImageDraw

from meetings.exports import drawing
from meetings.exports.cards import HEIGHT, WIDTH, CardWords, draw
from meetings.exports.drawing import Picture
from meetings.models import Meeting

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def ink(text: str, by_pillow: bool = False) -> Image.Image:
    """The ink of `text`, drawn by us or by Pillow itself, in plain forms without kerning as presentation forms are."""
    image = Image.new("L", (700, 120))
    style = drawing.load_font(48)
    if by_pillow:
        options = {"direction": "rtl", "features": ["-kern", "-calt"]}
        ImageDraw.Draw(image).text((680, 20), text, font=style, fill=255, anchor="ra", **options)
    else:
        ImageDraw.Draw(image).text((680, 20), text, font=style, fill=255, anchor="ra")
    return image.crop(image.getbbox())


def alike(one: Image.Image, other: Image.Image) -> float:
    """How much of the ink of both stands in the same place, from 0 to 1; a few pixels of shift are forgiven."""
    best = 0.0
    for across in range(-4, 5):
        first, second = Image.new("L", (720, 140)), Image.new("L", (720, 140))
        first.paste(one, (10, 10))
        second.paste(other, (10 + across, 10))
        both = sum(ImageChops.darker(first, second).tobytes())
        best = max(best, both / sum(ImageChops.lighter(first, second).tobytes()))
    return best


TEXTS = ["نيجيرفان", "بيان", "وزير", "باريس"]  # words that Amiri draws with no ligature of its own


@pytest.mark.parametrize("text", TEXTS)
def test_a_pillow_without_raqm_draws_the_same(text, monkeypatch):
    drawing.load_font.cache_clear()
    by_pillow = ink(text, by_pillow=True)
    monkeypatch.setattr(drawing, "has_raqm", lambda: False)
    drawing.load_font.cache_clear()
    ready, direction = Picture(700, 120, WHITE, True)._ready(text)
    assert direction is None
    assert alike(ink(ready), by_pillow) > 0.8
    assert alike(ink(text), by_pillow) < 0.6  # the measure tells joined letters from loose ones
    drawing.load_font.cache_clear()


def drawn(text: str, right_to_left: bool) -> Image.Image:
    picture = Picture(700, 120, WHITE, right_to_left)
    picture.line(text, 20, 20, 48, BLACK)
    return ImageChops.invert(picture.image.convert("L"))


@pytest.mark.parametrize("right_to_left", [True, False])
def test_lines_begin_at_the_edge_of_their_language(right_to_left):
    left, _, right, _ = drawn("محضر", right_to_left).getbbox()
    assert (700 - right if right_to_left else left) == pytest.approx(20, abs=4)


def test_a_title_that_is_too_long_is_cut_at_a_word():
    picture = Picture(WIDTH, HEIGHT, WHITE, True)
    lines = picture.lines("التقى الوزيران في بغداد " * 20, 400, 48, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(picture.width_of(line, 48) <= 400 for line in lines)


@pytest.mark.parametrize(
    "words",
    [
        CardWords("", ""),
        CardWords("زيارة", "سلام " * 60, "أ، ب" * 90, "العراق – فرنسا " * 9),
        CardWords("x" * 200, "y" * 300),
        CardWords("😀", "\u202e\u0000\ud83d", "\n\n"),
    ],
)
def test_any_words_make_a_card(words):
    for right_to_left in (True, False):
        assert Image.open(io.BytesIO(draw(words, right_to_left))).size == (1200, 630)


def test_pages_name_their_cards(sample_archive, client):
    meeting = Meeting.objects.public().filter(topics__isnull=False, place__isnull=False).first()
    pages = ["/officials/nechirvan-barzani/", "/sides/fr/", "/between/fr/iq-kri/", "/organisations/eu/"]
    pages += [meeting.get_absolute_url(), meeting.place.get_absolute_url(), meeting.topics.first().get_absolute_url()]
    for page in [*pages, *("/en" + page for page in pages)]:
        (address,) = re.findall(r'og:image"\s+content="http://testserver([^"]+)"', client.get(page).content.decode())
        assert address == page.rstrip("/") + ".png"
        answer = client.get(address)
        assert answer["Content-Type"] == "image/png"
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
        assert len(answer.content) < 80_000
        assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_card_is_in_the_language_of_its_page(sample_archive, client):
    assert (
        client.get("/officials/nechirvan-barzani.png").content
        != client.get("/en/officials/nechirvan-barzani.png").content
    )


def test_a_draft_has_no_card(sample_archive, client):
    meeting = Meeting.objects.public().first()
    Meeting.objects.filter(pk=meeting.pk).update(review_state="draft")
    assert client.get(meeting.get_absolute_url().rstrip("/") + ".png").status_code == 404
