"""Rules on articles and outlets: who published an address, and what sources state against the record."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from meetings.models import Article, Disagreement, Outlet, ReviewState
from meetings.models.stated_days import PublishedBasis
from meetings.queries.checks.finding import Finding, Named
from meetings.queries.checks.scope import Scope
from meetings.text.date_statements import contradicting, unpacked
from meetings.text.domains import owner_of, plain_host

_ARCHIVES = ("web.archive.org", "archive.ph", "archive.today", "archive.is")  # they keep the pages of others


def outlet_of_another_address(scope: Scope) -> Iterator[Finding]:
    """Yield the articles whose address does not belong to their outlet."""
    outlets = {}
    domains: dict[str, int] = {}
    columns = ("pk", "name_ar", "name_en", "domain", "other_domains")
    for pk, name_ar, name_en, domain, others in Outlet.objects.order_by().values_list(*columns):
        outlets[pk] = Named(name_ar, name_en)
        domains |= {plain_host(one): pk for one in (domain, *others) if one}
    own = set(domains.values())
    articles = scope.within(Article.objects.order_by(), article="pk", meeting="sources__meeting", outlet="outlet")
    rows = articles.filter(url__isnull=False, outlet__isnull=False).distinct()
    for pk, url, outlet in rows.values_list("pk", "url", "outlet"):
        host = host_of(url)
        publisher = owner_of(host, domains)
        if host and publisher != outlet and (publisher or outlet in own):
            values = {"host": host, "outlet": outlets[outlet]}
            yield Finding("outlet-address", ("article", pk), values, (("outlet", publisher or outlet),))


def host_of(url: str) -> str:
    """Return the host of the page that `url` shows, without www.; of a copy in a web archive, that of the original."""
    try:
        parts = urlsplit(url)
        host = plain_host(parts.hostname)
    except ValueError:
        return ""
    if host in _ARCHIVES:
        at = max(parts.path.find("http://"), parts.path.find("https://"))
        return host_of(parts.path[at:]) if at > 0 else ""
    return host


def open_disagreement(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings of which a source states another day, kind or place, while no editor has settled it."""
    rows = Disagreement.objects.filter(settled=False).exclude(meeting__review_state=ReviewState.REJECTED).order_by()
    columns = ("meeting", "article", "fact", "recorded", "said")
    for meeting, article, _fact, recorded, said in scope.within(rows, meeting="meeting").values_list(*columns):
        values = {"recorded": recorded or "–", "said": said}
        yield Finding("sources-agree", ("meeting", meeting), values, (("article", article),))


def contradicting_pages(scope: Scope) -> Iterator[Finding]:
    """Yield the articles whose page or feed states several days of publication, while no editor has chosen one."""
    articles = scope.within(Article.objects.order_by(), article="pk", meeting="sources__meeting").distinct()
    rows = articles.filter(date_statements__isnull=False).exclude(published_basis=PublishedBasis.EDITOR)
    for pk, packed in rows.values_list("pk", "date_statements"):
        if stated := contradicting(unpacked(packed)):
            first, other = stated[0], stated[1]
            values = {
                "day": first.day, "words": first.words, "other": other.day, "others_words": other.words
            }  # fmt: skip
            yield Finding("page-dates", ("article", pk), values)
