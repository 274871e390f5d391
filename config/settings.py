"""Mahdar's settings, controlled by environment variables; the defaults are safe on one machine.

Variables (README lists them with examples): DATABASE_URL, SECRET_KEY, DEBUG, ALLOWED_HOSTS, CSRF_TRUSTED_ORIGINS,
MAHDAR_DATA_DIR, HTTPS, MAHDAR_HSTS, TIME_ZONE, MAHDAR_PUBLISH_INGESTED, MAHDAR_API_RATE, MAHDAR_PROXIES,
MAHDAR_SECURITY_CONTACT, MAHDAR_SECOND_FACTOR, MAHDAR_OIDC_*, LOG_LEVEL, LOG_FORMAT, MAHDAR_SLOW_QUERY_MS, SENTRY_DSN,
MAHDAR_METRICS_ALLOWED, MAHDAR_METRICS_TOKEN.
"""

from importlib.util import find_spec
from pathlib import Path

import django_stubs_ext
import environ
from django.utils.translation import gettext_lazy as _

from config import __version__
from config.access import ALLAUTH, read_second_factor, read_single_sign_on
from config.environment import (
    find_license_file,
    find_site_folder,
    make_data_folder,
    read_api_rate,
    read_boolean,
    read_database,
    read_hsts,
    read_mail,
    read_proxies,
    read_secret_key,
    read_security_contact,
    read_time_zone,
)
from config.logs import read_logging, read_slow_query, start_error_reports
from config.metrics import read_metrics

django_stubs_ext.monkeypatch()  # before any module of ours names ModelAdmin[Meeting]

BASE_DIR = Path(__file__).resolve().parent.parent
SITE_DIR = find_site_folder(BASE_DIR)  # templates, static files, fixtures
LICENSE_FILE = find_license_file(BASE_DIR)
env = environ.Env()
MAHDAR_VERSION = __version__

DATA_DIR = make_data_folder(BASE_DIR)
DEBUG = read_boolean("DEBUG")
SECRET_KEY = read_secret_key(DATA_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "meetings.apps.MeetingsConfig",  # before Haystack: our rebuild_index builds beside and swaps
    "meetings.apps.DeskConfig",  # django.contrib.admin with our own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "haystack",
    "rest_framework",
    "drf_spectacular",
    "corsheaders",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
if find_spec("benchmarks"):  # the benchmark commands are in the repository but not in the installed package
    INSTALLED_APPS.append("benchmarks")

MIDDLEWARE = [
    "meetings.views.request_log.RequestIds",
    "meetings.views.safe_headers.SafeHeaders",
    "meetings.views.health.HealthAnswers",  # nothing before it may need the database or a host name
    "meetings.views.safe_headers.ValidHosts",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "meetings.views.caching.RevalidatedPages",
    "corsheaders.middleware.CorsMiddleware",  # programs of other sites may read the API
    "meetings.api.problems.ProblemDetails",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "meetings.views.moved.MovedRecords",
    "meetings.views.try_later.TryLater",
]

MAHDAR_METRICS = read_metrics()  # who may read /metrics; None where there are none
if MAHDAR_METRICS:
    MIDDLEWARE.insert(MIDDLEWARE.index("meetings.views.health.HealthAnswers") + 1, "meetings.views.metrics.Metrics")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database: SQLite unless DATABASE_URL names another ---------------------------------------------------------------
DATABASES = {"default": read_database(f"sqlite:///{DATA_DIR / 'mahdar.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers never wait for the writer, a second writer waits for its turn instead of failing, and a transaction that
    # will write takes its lock at the start rather than failing half-way.
    DATABASES["default"]["ENGINE"] = "config.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
    }
# In the memory of each process: figures and entries of lists, cached until the archive changes (queries/state.py).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
    # Whole pages of some 10 KB (views/kept_pages.py).
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1_500},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Search -----------------------------------------------------------------------------------------------------------
# The engine (meetings/search/engines/factory.py), and where its index is unless that is PATH below.
SEARCH_URL = env.str("SEARCH_URL", default="whoosh:")
# A process that finds the index missing or damaged builds it again in a thread.
SEARCH_MENDS_ITSELF = env.bool("SEARCH_MENDS_ITSELF", default=True)
HAYSTACK_CONNECTIONS = {
    "default": {
        "ENGINE": "meetings.search.haystack_backend.MahdarSearchEngine",
        "PATH": str(DATA_DIR / "index"),
    },
}
HAYSTACK_SIGNAL_PROCESSOR = "meetings.search.index.signals.FollowDatabase"  # triggers of the database record changes

# --- Languages and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "meetings" / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = read_time_zone()
FORMAT_MODULE_PATH = ["config.formats"]

# --- Files and pages --------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [SITE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static_storage.WholeStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
MEDIA_ROOT = DATA_DIR / "media"  # the originals of imported documents; only the desk serves them
FIXTURE_DIRS = [SITE_DIR / "fixtures"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a report of twenty meetings, each with its people, is one form at the desk

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
MAHDAR_SECOND_FACTOR = read_second_factor()  # roles that need one
MAHDAR_OIDC = read_single_sign_on()
SOCIALACCOUNT_PROVIDERS = MAHDAR_OIDC.providers if MAHDAR_OIDC else {}
vars().update(ALLAUTH)

# --- The API: open to every program, for reading, with a limit of requests --------------------------------------------
# MAHDAR_API_RATE is the limit for one address: a number and s, m, h or d; empty for no limit. MAHDAR_PROXIES is the
# number of trusted proxies before this server. Each one appends the address of its client to X-Forwarded-For; entries
# further to the left come from the client and are not trusted.
MAHDAR_API_RATE = read_api_rate()
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # an editor who is logged in sees in the API what the public sees
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": ["meetings.api.throttling.AddressThrottle"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "meetings.api.problems.answer_to",
    "NUM_PROXIES": read_proxies(),
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "TITLE": "Mahdar",
    "VERSION": "1.0.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [
        "meetings.api.document.complete",
    ],
}
CORS_URLS_REGEX = r"^/api/v1/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOW_HEADERS = ("accept", "accept-language", "if-modified-since", "if-none-match")
CORS_EXPOSE_HEADERS = ("Content-Language", "ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After")

# --- Security: strict unless development asks otherwise ---------------------------------------------------------------
HTTPS = read_boolean("HTTPS")  # behind TLS: secure cookies, HSTS, redirect
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = read_hsts(HTTPS)
# Other sites of the domain may still need plain HTTP: the administrator decides with MAHDAR_HSTS (docs/operations.md).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CSRF_COOKIE_HTTPONLY = True  # forms have the token
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "meetings.admin.safety.signed_out.answer_csrf_failure"  # keeps what was entered at the desk
# Who wants to hear of a vulnerability, for /.well-known/security.txt; without a contact there is no such file.
MAHDAR_SECURITY_CONTACT = read_security_contact()
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    },
}

# --- The archive's policy ---------------------------------------------------------------------------------------------
# The class that reads reports; see the protocol in meetings/extraction/extractors.py.
EXTRACTOR = env.str("MAHDAR_EXTRACTOR", default="meetings.extraction.extractors.RuleExtractor")
# `ingest` stores drafts for review; a newsroom that trusts its sources can publish at once.
MAHDAR_PUBLISH_INGESTED = read_boolean("MAHDAR_PUBLISH_INGESTED")
# The mailbox of `fetch_mail`, imaps://NAME@HOST/FOLDER or a Maildir, and its password, which no command line shows.
MAHDAR_MAILBOX = env.str("MAHDAR_MAILBOX", default="")
MAHDAR_MAIL_PASSWORD = env.str("MAHDAR_MAIL_PASSWORD", default="")
# Machines of the local network that the desk may fetch pages from, as host:port; all other machines must be public.
MAHDAR_FETCH_ALLOWED = env.list("MAHDAR_FETCH_ALLOWED", default=[])

# --- Mail: for the alerts that readers ask for; without a mail server the site offers none ----------------------------
MAHDAR_SENDS_MAIL = bool(env.str("EMAIL_URL", default=""))  # such as smtp+tls://user:password@host:587
vars().update(read_mail())
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="mahdar@localhost")

# --- Logs -------------------------------------------------------------------------------------------------------------
LOGGING = read_logging()
MAHDAR_SLOW_QUERY_MS = read_slow_query()  # milliseconds; 0 logs no queries and measures none
start_error_reports(MAHDAR_VERSION)
