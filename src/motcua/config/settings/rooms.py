"""Which rooms there are, and what every request passes through."""

from motcua.config import environment

ROOMS = [
    "motcua.accounts",
    "motcua.organisation",
    "motcua.procedures",
    "motcua.dossiers",
    "motcua.payments",
    "motcua.delivery",
    "motcua.correspondence",
    "motcua.receipts",
    "motcua.exchange",
    "motcua.outreach",
    "motcua.pages",
    "motcua.pages.components",
    "motcua.demo",
]
INSTALLED_APPS = [
    "motcua.config",
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "lucide",
]
# Support looks at accounts and the organisation under /quan-tri/, where an installation wants that.
SUPPORT_PAGES = environment.yes("MOTCUA_SUPPORT_PAGES")
if SUPPORT_PAGES:
    INSTALLED_APPS.append("django.contrib.admin")
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.config.headers.ContentSecurityPolicy",
    "motcua.pages.maintenance.MaintenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.pages.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "motcua.pages.signing_in.SignInRequired",
    "motcua.pages.middleware.AuthorityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# What the pages ask of the installation itself, without knowing it.
HEALTH = "motcua.config.doctor.findings"
LAST_RUNS = "motcua.config.jobs.last_runs"
WORKERS = "motcua.config.jobs.workers"
RUN_JOB = "motcua.config.jobs.run_now"

# Two libraries are called `i18n`: ours stands in the place of Django's on purpose.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"i18n": "motcua.pages.components.templatetags.known_words"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.pages.shell.site",
            ],
        },
    }
]
