"""The article of a page: its text and what its head names, found by trafilatura."""

from typing import TYPE_CHECKING

from lxml import etree, html

if TYPE_CHECKING:
    from trafilatura.settings import Document

MIN_PAGE_WORDS = 5  # fewer words remain of a page that has only navigation
_LAYOUT_TAGS = {"table", "tbody", "thead", "tfoot", "tr", "td", "th", "center"}


def find_article(page: str) -> "Document | None":
    """Return the article of an HTML page; None where there is none.

    An article does not include tables. Where nothing remains without them, the page uses them for its layout, as pages
    of ministries and agencies did for long, and their cells are read as parts of the page.
    """
    return _extract(page) or _extract_layout_tables(page)


def parse_page(page: str) -> html.HtmlElement | None:
    """Return the elements of a page; None where it has none."""
    try:
        # Bytes, because lxml refuses a text that names an encoding.
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


def _extract(page: str) -> "Document | None":
    # trafilatura takes a second to import; plain text does not need it.
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        date_extraction_params={"extensive_search": False},  # its guess at a date is not used
    )
    has_article = isinstance(document, Document) and len((document.text or "").split()) >= MIN_PAGE_WORDS
    return document if isinstance(document, Document) and has_article else None


def _extract_layout_tables(page: str) -> "Document | None":
    """Return the article of a page with blocks in place of its tables; None where it has no tables."""
    root = parse_page(page)
    tables = [] if root is None else list(root.iter(*_LAYOUT_TAGS))
    if root is None or not tables:
        return None
    for element in tables:
        element.tag = "div"
    for element in root.iter("font"):
        element.tag = "span"
    without: str = etree.tostring(root, encoding="unicode", method="html")
    return _extract(without)
