"""The ASGI application, for ASGI servers."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_asgi_application()

from meetings.search import follow_in_thread  # noqa: E402  (needs the settings)
from meetings.services.backup.use_lock import mark_site_in_use  # noqa: E402  (needs the settings)

follow_in_thread()
mark_site_in_use()  # no backup is restored into the archive of a running server
