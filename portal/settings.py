"""Every setting of the service, and the only place that reads the environment.

Nothing has to be set on a laptop: the defaults serve http://127.0.0.1 from a SQLite file under `var/`. A real
installation sets ENTRYWISE_URL to its https address; from then on a missing secret is an error, cookies are
secure and static files carry their fingerprint. README.md lists the variables.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- Where we are -----------------------------------------------------------------------------------------

VAR_DIR = Path(env.str("ENTRYWISE_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("ENTRYWISE_DEBUG", default=False)

SITE_URL = env.str("ENTRYWISE_URL", default="http://127.0.0.1:8000").rstrip("/")
_address = urlsplit(SITE_URL)
_LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECURE = _address.scheme == "https"
if _address.scheme not in {"http", "https"} or not _address.hostname:
    raise ImproperlyConfigured("ENTRYWISE_URL must be a whole address, such as https://entrywise.example.gov")
if not SECURE and _address.hostname not in {"127.0.0.1", "localhost", "::1"}:
    raise ImproperlyConfigured("ENTRYWISE_URL must start with https:// unless the host is this machine")
if SECURE and DEBUG:
    raise ImproperlyConfigured(
        "ENTRYWISE_DEBUG shows the inside of the service; leave it off with an https address"
    )

ALLOWED_HOSTS = [_address.hostname, *env.list("ENTRYWISE_HOSTS", default=[])] if SECURE else _LOCAL_HOSTS
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def _secret(variable: str, file: str, size: int) -> str:
    """Something only this installation knows: from the environment, or on a laptop from a file made once."""
    given = env.str(variable, default="")
    if given:
        return given
    if SECURE:
        raise ImproperlyConfigured(f"Set {variable} to a long random text; an https address needs its own")
    kept = VAR_DIR / file
    try:
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(secrets.token_urlsafe(size))
    except FileExistsError:
        pass
    return kept.read_text().strip()


def _minutes(variable: str, *, least: int, most: int) -> int:
    """A length of time that may be made shorter, never longer."""
    found = env.int(variable, default=most)
    if not least <= found <= most:
        raise ImproperlyConfigured(f"{variable} must be a whole number of minutes from {least} to {most}")
    return found


SECRET_KEY = _secret("ENTRYWISE_SECRET_KEY", "secret-key", 50)
# Keys that were used before: what they signed or sealed is still read, so that a key can be exchanged.
SECRET_KEY_FALLBACKS = env.list("ENTRYWISE_OLD_SECRET_KEYS", default=[])

# What people report is sealed with the first of these keys (name:32 bytes in URL-safe base64, between
# commas), and the others open what they sealed before. No copy of the database holds them.
_report_keys = _secret("ENTRYWISE_REPORT_KEYS", "report-key", 32).split(",")
REPORT_KEYS = {name or "1": key for name, _colon, key in (told.rpartition(":") for told in _report_keys)}
REPORT_PEPPER = _secret("ENTRYWISE_REPORT_PEPPER", "report-pepper", 32)

# --- Applications -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "portal.accounts",
    "portal.web",
    "portal.delivery",
    "portal.rulebook",
    "portal.selfcheck",
    "portal.authoring",
    "portal.reports",
    "portal.triage",
    "content",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "corsheaders",
    "csp",
    "django_cotton",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

# Outermost first. What must hold for every answer, error pages included, stands above what can answer early.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "portal.web.middleware.SecurityHeaders",
    "portal.web.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.middleware.Compression",
    "portal.web.cache.CachePolicy",
    "portal.web.problems.ProblemDetails",
    "portal.web.middleware.SizeLimits",
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.web.readonly.ReadOnly",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.acting.Acting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.accounts.door.StaffDoor",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # django-cotton puts its own loader in front of these
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.web.context.site",
            ],
        },
    },
]
COTTON_DIR = "components"
FORM_RENDERER = (
    "django.forms.renderers.TemplatesSetting"  # public forms name portal.web.forms.PageFormRenderer
)

# --- Storage ----------------------------------------------------------------------------------------------

# Measured: IMMEDIATE ends "database is locked" among writers; FULL keeps the last commit through a power cut.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;"
        "PRAGMA cache_size=-20000;"
        "PRAGMA temp_store=MEMORY;"
        "PRAGMA secure_delete=ON;"  # what was sealed with a destroyed key leaves no bytes in the file
    ),
}


def _database() -> dict[str, Any]:
    config = dict(env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'entrywise.sqlite3'}"))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return config | {"OPTIONS": _SQLITE_OPTIONS, "CONN_MAX_AGE": None}
    # A server that is away must not hold a page for minutes.
    options = {"connect_timeout": 3, "tcp_user_timeout": 10_000, **config.get("OPTIONS", {})}
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


DATABASES = {"default": _database()}
# Rate limits count in the cache. The default counts in each worker; several machines need a shared Redis.
# Django's own 300 entries are fewer than visitors in an hour: counters would be dropped at random.
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://?max_entries=50000")}

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "build" / "static"]  # written by `npm run build`
# On a laptop files are served where they lie, which saves copying them at every start.
WHITENOISE_USE_FINDERS = not SECURE
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
_STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if SECURE
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Sealed files of reports: no web server serves this folder, and nothing in it opens without its key.
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "evidence", "base_url": None},
    },
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}

# Seconds for which a process believes that the newest edition of the law is still the newest. Together with
# the seconds for which caches keep a page (portal.web.cache.CURRENT_LAW_SECONDS) they stay under a minute.
LOOK_AGAIN_AFTER = env.float("ENTRYWISE_LOOK_AGAIN_AFTER", default=20.0)

# A page of law whose review is overdue by more days than this says so to its readers.
CONTENT_GRACE_DAYS = env.int("ENTRYWISE_CONTENT_GRACE_DAYS", default=30)

# Addresses outside that pages lead to are looked at in the background, so that dead ones are told to editors.
# Nothing depends on it: where there is no way out, each "could not be reached", which is no fault of a page.
LINK_CHECK = env.bool("ENTRYWISE_LINK_CHECK", default=SECURE)
LINK_CHECK_SECONDS = env.float("ENTRYWISE_LINK_CHECK_SECONDS", default=10.0)  # for one answer
LINK_CHECK_PRIVATE = env.bool(
    "ENTRYWISE_LINK_CHECK_PRIVATE", default=False
)  # may it look into private networks

# What scans evidence: `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`. Without it files stay in quarantine.
REPORT_SCANNER = env.str("ENTRYWISE_CLAMAV", default="")
REPORT_SCAN_SECONDS = 50  # for each of the two files, so that both end within the lease of a delivery

# Working days within which somebody of the staff looks at a report for the first time.
TRIAGE_FIRST_LOOK_DAYS = env.int("ENTRYWISE_FIRST_LOOK_DAYS", default=5)

# Where the audit of reports notes every day how far it is; it belongs on a disk that nobody can overwrite.
AUDIT_ANCHORS = Path(env.str("ENTRYWISE_AUDIT_ANCHORS", default=str(VAR_DIR / "audit-anchors.txt")))
# Days after which the last backup made before a disposal is gone. The certificates of disposals name the day.
BACKUP_DAYS = env.int("ENTRYWISE_BACKUP_DAYS", default=30)

# What the files of all drafts may take together, so that nobody fills the store with reports never sent.
REPORT_DRAFT_FILES_BYTES = env.int("ENTRYWISE_DRAFT_FILES_MB", default=20_000) * 1_000_000

# Where the quick exit of the report leads: a page that anybody could have open.
REPORT_EXIT_URL = env.str("ENTRYWISE_REPORT_EXIT_URL", default="https://www.weather.gov/")

# --- Language and time ------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]  # a language is added here and by its catalogue under locale/
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/New_York"  # a day of entry is a day in the United States

# A cache in front of the site that understands PURGE, such as "http://varnish:6081": it is told of changes.
_CACHE_PURGE_URL = env.str("ENTRYWISE_CACHE_PURGE_URL", default="")
if _CACHE_PURGE_URL and urlsplit(_CACHE_PURGE_URL).scheme not in {"http", "https"}:
    raise ImproperlyConfigured(
        "ENTRYWISE_CACHE_PURGE_URL must be a whole address, such as http://varnish:6081"
    )
_CACHE = {"BACKEND": "content.sharing.purging.PatientBackend", "LOCATION": _CACHE_PURGE_URL}
WAGTAILFRONTENDCACHE = {"default": _CACHE} if _CACHE_PURGE_URL else {}

# --- The HTTP edge ----------------------------------------------------------------------------------------

PROXIES = env.int("ENTRYWISE_PROXIES", default=0)  # how many proxies of ours stand in front
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_HSTS_SECONDS = env.int("ENTRYWISE_HSTS_SECONDS", default=63_072_000 if SECURE else 0)
SECURE_CONTENT_TYPE_NOSNIFF = True
# Answers stand in addresses, so no other site may see one. "no-referrer" would also hide the origin of our
# own forms, and with it break the CSRF check.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # X-Frame-Options is set by portal.web.middleware, by area

# Where somebody who finds a weakness may write, "mailto:…" or https. Without it there is no security.txt.
SECURITY_CONTACT = env.str("ENTRYWISE_SECURITY_CONTACT", default="")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:  # what only this very host can set: no other one of the domain can plant a session of its own
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A session of staff ends after so long without an act, and after so long in any case; the server counts
# (portal.accounts.clock). Both may be made shorter, never longer.
STAFF_IDLE_MINUTES = _minutes("ENTRYWISE_STAFF_IDLE_MINUTES", least=5, most=15)
STAFF_SESSION_MINUTES = _minutes("ENTRYWISE_STAFF_SESSION_MINUTES", least=15, most=8 * 60)
SESSION_COOKIE_AGE = STAFF_SESSION_MINUTES * 60
CSRF_COOKIE_AGE = None  # it guards buttons while the browser is open, and leaves no trace of a visit
LANGUAGE_COOKIE_SECURE = SECURE
CSRF_FAILURE_VIEW = "portal.web.errors.csrf_failure"

STAFF_PATH = "/staff/"
ACCOUNT_PATH = "/account/"

# The public pages and the sign-in: nothing inline, nothing from elsewhere, no nonce that a cache could keep.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# Wagtail's editor writes style attributes and a few inline scripts, and previews pages in a frame of its own.
STAFF_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "object-src": [NONE],
    "form-action": [SELF],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
}

# What is made for programs may be read from any page; it knows no cookie and no account.
CORS_URLS_REGEX = r"^/(api/|share/oembed$|guidance/feed[/.])"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Retry-After"]
API_PER_MINUTE = env.int("ENTRYWISE_API_PER_MINUTE", default=120)  # requests of one address
API_LARGEST_BODY = 64 * 1024  # a shipment with every fact answered stays under 10 KB

# What is uploaded waits in memory, not on a disk, until it is sealed.
FILE_UPLOAD_TEMP_DIR = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "portal.web.uploads.NamelessFiles",
]
MAX_BODY_BYTES = 105_000_000  # all files of a report in one request, and what stands beside them
MAX_QUERY_LENGTH = 8_000  # characters; gunicorn refuses a request line over 8,190
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# The editor of the next steps sends 1,932 fields and grows; what bounds a request is its size, above.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# While the site is worked on nothing can be changed, but reports are taken, and answered under their codes.
READ_ONLY = env.bool("ENTRYWISE_READ_ONLY", default=False)
READ_ONLY_STILL_TAKES = ("reports",)  # names of rooms on the map

# --- People -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "portal.accounts.adapter.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are opened by staff, never by a visitor
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever's password or second factor changed is told
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser
# Failed sign-ins and codes by neighbourhood and by account; wrong codes of one account also by the day.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "second_factor": "50/d/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

MFA_ADAPTER = "portal.accounts.factor_adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.CodeForm",
    "reauthenticate": "portal.accounts.forms.CodeAgainForm",
    "add_webauthn": "portal.accounts.forms.NewPasskeyForm",
    "authenticate_webauthn": "portal.accounts.forms.PasskeyForm",
    "reauthenticate_webauthn": "portal.accounts.forms.PasskeyAgainForm",
    "login_webauthn": "portal.accounts.forms.PasskeyAloneForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Entrywise"
MFA_TOTP_TOLERANCE = 1  # clocks of phones go wrong by half a minute; each code works once all the same
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone is then two factors: the thing and its PIN
# Browsers bind passkeys to a host name, never to an IP address: on a laptop they work at http://localhost.
PASSKEY_HOST = _address.hostname if SECURE else "localhost"

# --- Wagtail ----------------------------------------------------------------------------------------------

SITE_NAME = "Entrywise"
# A copy that is not the government's must not look like it: whoever runs the real one switches this on.
OFFICIAL_BANNER = env.bool("ENTRYWISE_OFFICIAL_BANNER", default=False)
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# A draft that saves itself while somebody reviews it would take back the approvals that it already has.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # what is approved is what is published
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the admin asks no other host for anything
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False  # the sign-in pages do that
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the address is the name one signs in by, and where resets go
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "pdf", "txt", "vtt", "webm", "xlsx"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english"}
}

# Full text is the database's own, or OpenSearch's (the extra `opensearch`) where its address is given.
OPENSEARCH_URL = env.str("OPENSEARCH_URL", default="")
OPENSEARCH_INDEX = env.str("OPENSEARCH_INDEX", default="entrywise")
OPENSEARCH_SECONDS = 2  # then the database answers

# --- Mail and background work -----------------------------------------------------------------------------

EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server
_mail_server = env.email("EMAIL_URL", default="consolemail://")
vars().update(_mail_server)
# Whatever mails, a library too, only writes a row; portal.delivery sends it.
DELIVERY_MAIL_BACKEND = _mail_server["EMAIL_BACKEND"]
EMAIL_BACKEND = "portal.delivery.backend.OutboxBackend"
MAIL_HOST = _address.hostname
DEFAULT_FROM_EMAIL = env.str("ENTRYWISE_MAIL_FROM", default=f"entrywise@{MAIL_HOST}")

# The relay runs in the web workers, unless `manage.py relay` is run as a process of its own.
DELIVERY_IN_WEB = env.bool("ENTRYWISE_RELAY_IN_WEB", default=True)
DELIVERY_LOOK_EVERY_SECONDS = 2  # for what another process posted
DELIVERY_TRIES = env.int("ENTRYWISE_DELIVERY_TRIES", default=20)  # about two days, with the pauses below
DELIVERY_FIRST_PAUSE_SECONDS = 10  # doubled at each try
DELIVERY_LONGEST_PAUSE_SECONDS = 6 * 60 * 60
DELIVERY_LEASE_SECONDS = 120  # longer than any delivery takes; then a killed process's work is begun again
DELIVERY_REPUBLISH_SECONDS = 10 * 60  # what a broker has not had run by then is handed to it again
DELIVERY_KEPT_DAYS = env.int("ENTRYWISE_DELIVERY_KEPT_DAYS", default=30)

# Who is mailed when deliveries wait, files are not scanned or the hourly canary does not come through.
ALARM_MAIL = env.list("ENTRYWISE_ALARM_MAIL", default=[])
# Whoever sends this as a bearer token may read /healthz/metrics. Without one there are no metrics.
METRICS_TOKEN = env.str("ENTRYWISE_METRICS_TOKEN", default="")
if 0 < len(METRICS_TOKEN) < 32:
    raise ImproperlyConfigured("ENTRYWISE_METRICS_TOKEN must be a random text of 32 characters or more")

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_DEFAULT_QUEUE = "entrywise"
CELERY_TASK_TIME_LIMIT = DELIVERY_LEASE_SECONDS  # nothing outlives its claim
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # the rules below hold in a worker too
CELERY_WORKER_REDIRECT_STDOUTS = False  # printed mail is no log
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# --- Logs -------------------------------------------------------------------------------------------------

# What people ask stands in query strings; neither those nor their addresses are written down.
_LOG_LEVEL = env.str("ENTRYWISE_LOG_LEVEL", default="WARNING")
if SECURE and _LOG_LEVEL in {"DEBUG", "NOTSET"}:
    raise ImproperlyConfigured(
        f"ENTRYWISE_LOG_LEVEL={_LOG_LEVEL} writes down what pages are made of, secret codes too; "
        "use INFO or more with an https address"
    )
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_content": {"()": "portal.web.logs.WithoutContent"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_content"]},
    },
    "root": {"handlers": ["console"], "level": _LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # Django's own handlers would repeat each line
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "portal": {"level": "INFO"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
