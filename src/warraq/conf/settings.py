"""Django's settings: values only; what a site may choose comes from `warraq.toml` and the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from . import services, signing_in
from .secret import secret_key
from .site import site_file

SITE = site_file()
PACKAGE = Path(__file__).resolve().parent.parent
DATA = SITE.data

SECRET_KEY = os.environ.get("WARRAQ_SECRET_KEY") or secret_key(DATA)
DEBUG = os.environ.get("WARRAQ_DEBUG") == "1"

BASE_HOST = urlsplit(SITE.base_url).hostname or "127.0.0.1"
ALLOWED_HOSTS = [BASE_HOST, *SITE.allowed_hosts, "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE.base_url]

INSTALLED_APPS = [
    "warraq.changes",
    "warraq.audit",
    "warraq.pagestore",
    "warraq.people",
    "warraq.media",
    "warraq.editions",
    "warraq.stories",
    "warraq.dossiers",
    "warraq.galleries",
    "warraq.fieldmaps",
    "warraq.search",
    "warraq.related",
    "warraq.readership",
    "warraq.breaking",
    "warraq.sharecards",
    "warraq.comments",
    "warraq.comments.defence",
    "warraq.front",
    "warraq.feeds",
    "warraq.accounts",
    "warraq.newsroom",
    "warraq.operations",
    "warraq.importers",
    "warraq.demo",
    "warraq.theme",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

# Nothing here opens the database for a reader: sessions and users are lazy, redirects act on a 404 only.
MIDDLEWARE = [
    "warraq.conf.admission.AdmissionMiddleware",
    "csp.middleware.CSPMiddleware",
    "warraq.newsroom.policy.NewsroomPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "warraq.editions.middleware.EditionMiddleware",
    "warraq.pagestore.middleware.StoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "warraq.newsroom.hint.HintMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "warraq.accounts.middleware.SafeSignInMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "warraq.newsroom.middleware.ExplorerMiddleware",
    "warraq.newsroom.middleware.ChooserMiddleware",
    "warraq.newsroom.middleware.RefusalMiddleware",
    "warraq.newsroom.kept.middleware.KeptTextMiddleware",
    "warraq.newsroom.checks.gate.OverrideMiddleware",
    "warraq.newsroom.refreshes.notice.RefreshNoticeMiddleware",
    "warraq.newsroom.middleware.OldAddressMiddleware",
    "warraq.newsroom.kept.turns.TurnsMiddleware",
]

WARRAQ_TRAIL_KEPT_DAYS = SITE.trail_kept_days
WARRAQ_CHANGES_KEPT_DAYS = SITE.changes_kept_days
WARRAQ_STORE = DATA / "pagestore"
WARRAQ_SEARCH = DATA / "search"
# What a stored page needs of them: its policy, the headers that every page has, and the language of its address.
WARRAQ_STORE_MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "warraq.editions.middleware.EditionMiddleware",
]
# The CDN in front, if there is one, and the header in which it finds pages' keys. A settings module of the site's own
# may name any of Wagtail's backends here.
WAGTAILFRONTENDCACHE = services.cdn(SITE.cdn)
WARRAQ_CDN_KEYS = SITE.cdn.keys if SITE.cdn else ""
WARRAQ_STALE_IF_ERROR = 3600  # seconds that a CDN may go on with an old copy while this site does not answer

ROOT_URLCONF = "warraq.conf.urls"
WSGI_APPLICATION = "warraq.conf.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE.root / "templates", PACKAGE / "theme" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "warraq.theme.engine.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": services.database(SITE.database_url, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# An immediate transaction around every request would hold SQLite's one write lock while a page is read.
ATOMIC_REQUESTS = False

CACHES = {
    "default": {"BACKEND": "warraq.accounts.cache.SiteCache"},
    # What all processes of a site, and all its machines, must count together.
    "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_count"},
    # A memory of renditions in one process would outlive a picture replaced by another; pages prefetch them.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    # Named by everything they show: never old, and lost without harm.
    "drawings": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "drawings",
        "TIMEOUT": 90 * 86_400,
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.User"
globals().update(signing_in.settings(SITE))
AUTH_PASSWORD_VALIDATORS = [{"NAME": "warraq.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}}]
AUTH_PASSWORD_VALIDATORS += [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = SITE.editions[0].code
LANGUAGES = [("ar", "العربية"), ("en", "English"), ("fa", "فارسی")]
LANGUAGES += [(e.code, e.name) for e in SITE.editions if e.code not in dict(LANGUAGES)]
WAGTAIL_CONTENT_LANGUAGES = [(code, name) for e in SITE.editions for code, name in LANGUAGES if code == e.code]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ar", "العربية"), ("en", "English"), ("fa", "فارسی")]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [PACKAGE / "theme" / "locale"]
USE_TZ = True
TIME_ZONE = SITE.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "collected"
# Neither need be there: a site may have no files of its own, and its style sheet is written when it starts.
STATICFILES_DIRS = [SITE.root / "static", DATA / "assets"]
SILENCED_SYSTEM_CHECKS = ["staticfiles.W004"]
MEDIA_URL = "/media/"
MEDIA_ROOT = SITE.media or DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "warraq.theme.storage.HashedStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long story is one form

globals().update(services.email(SITE.email_url))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = SITE.email_from

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE.base_url.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
# Set by `warraq serve` for a process that only the front, or a proxy on its socket, can reach: both say
# themselves who asks and how, whatever a reader's own headers claim.
WARRAQ_BEHIND_FRONT = os.environ.get("WARRAQ_BEHIND_FRONT") == "1"
if WARRAQ_BEHIND_FRONT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        # hls.js hands pieces of a film over by addresses of its own making.
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A player's frame is made only after the reader has asked for it.
        "frame-src": [SELF, *(f"https://{host}" for host in SITE.embed_hosts)],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}

WAGTAIL_SITE_NAME = SITE.name
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "password_required.html"
WAGTAILADMIN_BASE_URL = SITE.base_url
WARRAQ_WORKFLOW = SITE.workflow
WARRAQ_DOSSIER_REVIEW_DAYS = SITE.dossier_review_days
WAGTAIL_FINISH_WORKFLOW_ACTION = "warraq.newsroom.workflow.finishing.publish"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_AUTO_UPDATE_PREVIEW = True
# Renaming a large section would otherwise write a redirect for every story below it; our addresses carry ids.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILIMAGES_IMAGE_MODEL = "media.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "warraq.media.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_WEBP_QUALITY = 78
WAGTAILIMAGES_JPEG_QUALITY = 82
WAGTAILDOCS_DOCUMENT_MODEL = "media.Document"
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "warraq.media.forms.DocumentForm"
WAGTAILEMBEDS_RESPONSIVE_HTML = True
# Embeds are stored as address and title; asking another site for its markup would be a call to a third party.
WAGTAILEMBEDS_FINDERS = []
# Wagtail's own, in the database: with the words analysed as the readers' search has them, for a large archive.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "warraq.newsroom.admin_search.backend"}}
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            # Directions after lists, whose items they write.
            "features": "bold italic link document-link ul ol superscript foreign direction".split(),
        },
    }
}

WARRAQ_FULL_TEXT_FEEDS = SITE.full_text_feeds
WARRAQ_EMBED_HOSTS = SITE.embed_hosts
WARRAQ_BASE_URL = SITE.base_url
WARRAQ_SECURITY_CONTACT = SITE.security_contact
WARRAQ_READS = {
    "place": str(DATA / "reads"),
    "cap": SITE.reads_cap,
    "honours_do_not_track": SITE.honours_do_not_track,
}
WARRAQ_READS_HONOUR_DNT = SITE.honours_do_not_track
WARRAQ_READS_FLOOR = SITE.reads_floor
WARRAQ_READS_HOURS_KEPT_DAYS = SITE.reads_hours_kept_days
WARRAQ_READS_DAYS_KEPT = SITE.reads_days_kept
WARRAQ_COMMENTS = SITE.comments
WARRAQ_FILMS = SITE.films
WARRAQ_COMMENT_LETTERS_A_MINUTE = 5  # that one network may ask for
WARRAQ_SEARCH_HALF_LIFE_DAYS = SITE.half_life_days
WARRAQ_SEARCHES_A_MINUTE = SITE.searches_a_minute
WARRAQ_SUGGESTIONS_A_MINUTE = SITE.suggestions_a_minute

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nobody": {"class": "logging.NullHandler"},
    },
    # Anyone can send a wrong Host; the answer is 400 and nobody need be told.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nobody"], "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
