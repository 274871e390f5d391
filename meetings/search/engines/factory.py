"""The choice of the engine by the settings. A new engine is a module here and a line in `ENGINES`."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from meetings.search.engines.protocol import Engine

# Scheme of SEARCH_URL -> class, imported only when chosen, since other installations may not have its library.
ENGINES = {"whoosh": "meetings.search.engines.whoosh.engine.WhooshEngine"}


def get_engine_name(url: str) -> str:
    """Return the scheme of `url`.

    Raises:
        ImproperlyConfigured: no engine has this name.
    """
    name, colon, _ = url.partition(":")
    if not colon or name not in ENGINES:
        known = ", ".join(f"{known}:" for known in ENGINES)
        raise ImproperlyConfigured(
            f"SEARCH_URL is “{url}”, which names no search engine. Begin it with one of: {known}"
        )
    return name


def open_engine(url: str, folder: str | Path) -> Engine:
    """Return the engine that `url` names, such as `whoosh:` or `whoosh:/path`.

    The engine reads the part after the colon; `folder` is the place of its files when this part is empty.

    Raises:
        ImproperlyConfigured: no engine has this name.
    """
    opened: Engine = import_string(ENGINES[get_engine_name(url)]).from_url(url.partition(":")[2], Path(folder))
    return opened
