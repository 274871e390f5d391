"""Every route of the site, from the URL resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

DESK = "admin/"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """A route as the URLconf writes it, without the prefix of a language."""

    route: str
    name: str

    @property
    def is_desk(self) -> bool:
        return self.route.startswith(DESK)

    @property
    def key(self) -> str:
        """What names the route in tables: its name, or the route if another one has that name."""
        return self.name or self.route

    @property
    def template(self) -> str:
        """The address with a leading slash and with `<parameter>` where a value belongs."""
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", self.route).replace("^", "").replace("$", "")
        return "/" + PARAMETER.sub(r"<\1>", plain)


def list_routes() -> list[Route]:
    """Return every route of the site, each once."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, start: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield Route(start + str(pattern.pattern), pattern.name or "")
        elif isinstance(pattern.pattern, LocalePrefixPattern):
            yield from _walk(pattern, start)
        else:
            yield from _walk(pattern, start + str(pattern.pattern))
