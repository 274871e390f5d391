"""From files and folders to texts: plain text and saved HTML pages, in the encodings the Arabic press uses."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from meetings.ingest.errors import SourceError
from meetings.ingest.sources import SourceText, outlet_for_domain, outlet_for_name

# The longest article of a newspaper is a hundred times shorter; a saved page with its scripts may be larger.
LARGEST_TEXT = 1024 * 1024
LARGEST_PAGE = 8 * 1024 * 1024
FEWEST_WORDS = 5  # what is left of a page that is nothing but navigation
TEXT_ENDINGS = (".txt", ".text", ".md")
PAGE_ENDINGS = (".html", ".htm", ".xhtml")


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The articles' files among `paths`: files as given, folders searched through in the order of names.

    Raises SourceError for a path that does not exist and for a folder without articles.
    """
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.lower() in TEXT_ENDINGS + PAGE_ENDINGS)
            if not found:
                endings = ", ".join(TEXT_ENDINGS + PAGE_ENDINGS)
                raise SourceError(f"{path}: no article in this folder. Articles are files that end in {endings}.")
            yield from found
        elif path.exists():
            yield path
        else:
            raise SourceError(f"{path}: there is no such file or folder. Check the path.")


def read_file(path: Path) -> SourceText:
    """The article in `path`. Raises SourceError when it is empty, binary, too large or has no article in it."""
    is_page = path.suffix.lower() in PAGE_ENDINGS
    limit = LARGEST_PAGE if is_page else LARGEST_TEXT
    try:
        size = path.stat().st_size
        if size > limit:
            raise SourceError(
                f"{path}: {size / 1e6:.0f} MB is too large for one article (at most {limit / 1e6:.0f} MB). "
                "Split it into one file an article."
            )
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}).") from error
    text = decode(data, str(path))
    if not text.strip():
        raise SourceError(f"{path}: the file is empty.")
    if is_page or looks_like_page(text):
        return read_page(text, str(path))
    return SourceText(raw=text, name=path.name)


def decode(data: bytes, name: str) -> str:
    """`data` as text: UTF-8 with or without a byte-order mark, UTF-16 with one, else Windows-1256 where that gives
    Arabic. Raises SourceError for anything else. Line ends are kept as they came."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            pass
    if b"\x00" in data:
        raise SourceError(f"{name}: this is not a text file. Save the article as plain text or as an HTML page.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    broken = data.decode("utf-8", errors="replace")
    if broken.count("\ufffd") * 10 < sum("\u0621" <= character <= "\u064a" for character in broken):
        raise SourceError(f"{name}: the file is UTF-8 with broken characters in it. Save it again from its source.")
    text = data.decode("cp1256", errors="replace")
    letters = [character for character in text if character.isalpha()]
    arabic = sum("\u0621" <= character <= "\u064a" for character in letters)
    if "\ufffd" in text or any(ord(c) < 32 and c not in "\t\n\r\f" for c in text) or arabic * 2 < len(letters):
        raise SourceError(
            f"{name}: the encoding is neither UTF-8 nor Windows-1256, or it is not a text file. "
            "Save the article as UTF-8 text or as an HTML page."
        )
    return text


def looks_like_page(text: str) -> bool:
    """Whether a file without a telling name is an HTML page."""
    start = text[:500].lstrip().lower()
    return start.startswith(("<!doctype html", "<html")) or "<head>" in start


def read_page(html: str, name: str) -> SourceText:
    """The article of a saved HTML page: its text without navigation, and what the page says of itself."""
    # trafilatura takes a second to import; plain text does not need it.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False, favor_precision=True
    )
    text = (document.text or "").strip() if isinstance(document, Document) else ""
    if not isinstance(document, Document) or len(text.split()) < FEWEST_WORDS:
        raise SourceError(f"{name}: no article was found in this page. Copy its text into a plain text file.")
    headline = (document.title or "").strip() or None
    if headline and headline not in text[: len(headline) + 200]:
        text = f"{headline}\n\n{text}"
    url = document.url if (document.url or "").startswith(("http://", "https://")) else None
    return SourceText(
        raw=text,
        name=Path(name).name,
        url=url,
        headline=headline,
        published=date.fromisoformat(document.date) if document.date else None,
        outlet_code=outlet_for_domain(urlsplit(url).hostname if url else document.hostname)
        or outlet_for_name(document.sitename),
    )
