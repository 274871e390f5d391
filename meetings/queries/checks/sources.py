"""Rules on articles and outlets: who published an address, and what sources state against the record."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.db.models import Count, Q

from meetings.models import Article, Disagreement, Outlet, ReviewState
from meetings.models.stated_days import PublishedBasis
from meetings.queries.checks.finding import Finding, Named
from meetings.queries.checks.scope import Scope
from meetings.text.date_statements import list_contradicting, unpack_statements
from meetings.text.domains import find_owner, make_plain_host

_ARCHIVES = ("web.archive.org", "archive.ph", "archive.today", "archive.is")  # they keep the pages of others


def outlet_of_another_address(scope: Scope) -> Iterator[Finding]:
    """Yield the articles whose address does not belong to their outlet."""
    outlets = {}
    domains: dict[str, int] = {}
    columns = ("pk", "name_ar", "name_en", "domain", "other_domains")
    for pk, name_ar, name_en, domain, others in Outlet.objects.order_by().values_list(*columns):
        outlets[pk] = Named(name_ar, name_en)
        domains |= {make_plain_host(one): pk for one in (domain, *others) if one}
    own = set(domains.values())
    # An outlet also concerns the articles of others that are now at one of its domains.
    asked = [domain for domain, pk in domains.items() if scope.names("outlet", pk)]
    elsewhere = reduce(or_, (Q(url__icontains=domain) for domain in asked), Q(pk__in=()))
    rows = scope.articles(elsewhere, outlet="outlet").filter(url__isnull=False, outlet__isnull=False)
    for pk, url, outlet in rows.values_list("pk", "url", "outlet"):
        host = host_of(url)
        publisher = find_owner(host, domains)
        if host and publisher != outlet and (publisher or outlet in own):
            values = {"host": host, "outlet": outlets[outlet]}
            yield Finding("outlet-address", ("article", pk), values, (("outlet", publisher or outlet),))


def host_of(url: str) -> str:
    """Return the host of the page that `url` shows, without www.; of a copy in a web archive, that of the original."""
    try:
        parts = urlsplit(url)
        host = make_plain_host(parts.hostname)
    except ValueError:
        return ""
    if host in _ARCHIVES:
        at = max(parts.path.find("http://"), parts.path.find("https://"))
        return host_of(parts.path[at:]) if at > 0 else ""
    return host


def open_disagreement(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings of which a source states another day, kind or place, while no editor has settled it."""
    open_ones = Disagreement.objects.of_shown_reports().filter(settled=False)
    rows = open_ones.exclude(meeting__review_state=ReviewState.REJECTED).order_by()
    columns = ("meeting", "article", "fact", "recorded", "said")
    for meeting, article, _fact, recorded, said in scope.within(rows, meeting="meeting").values_list(*columns):
        values = {"recorded": recorded or "–", "said": said}
        yield Finding("sources-agree", ("meeting", meeting), values, (("article", article),))


def same_page(scope: Scope) -> Iterator[Finding]:
    """Yield the newer ones of several articles that the public sees and whose addresses are those of one page."""
    shown = Article.objects.filter(is_withdrawn=False).exclude(page_hash="").order_by()
    pages = shown if scope.is_whole else shown.filter(page_hash__in=scope.articles().values("page_hash"))
    repeated = pages.values("page_hash").annotate(number=Count("pk")).filter(number__gt=1).values("page_hash")
    rows = shown.filter(page_hash__in=repeated).order_by("page_hash", "pk")
    first: tuple[str, int, str] = ("", 0, "")
    for page, pk, headline, slug in rows.values_list("page_hash", "pk", "headline", "slug"):
        if page != first[0]:
            first = (page, pk, headline or slug)
        else:
            yield Finding("same-page", ("article", pk), {"other": Named(first[2])}, (("article", first[1]),))


def contradicting_pages(scope: Scope) -> Iterator[Finding]:
    """Yield the articles whose page or feed states several days of publication, while no editor has chosen one."""
    rows = scope.articles().filter(date_statements__isnull=False).exclude(published_basis=PublishedBasis.EDITOR)
    for pk, packed in rows.values_list("pk", "date_statements"):
        if stated := list_contradicting(unpack_statements(packed)):
            first, other = stated[0], stated[1]
            values = {
                "day": first.day, "words": first.words, "other": other.day, "others_words": other.words
            }  # fmt: skip
            yield Finding("page-dates", ("article", pk), values)
