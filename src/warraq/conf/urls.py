"""Addresses. The id decides, the slug decorates."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as documents_urls

from warraq.accounts import urls as account_urls
from warraq.breaking import urls as breaking_urls
from warraq.comments import urls as comment_urls
from warraq.conf import errors
from warraq.feeds import urls as feed_urls
from warraq.front import urls as front_urls
from warraq.media import views as media_views
from warraq.newsroom.desk import first_page
from warraq.newsroom.outside import reader_urls as outside_urls
from warraq.readership import behind_nginx
from warraq.readership import urls as readership_urls
from warraq.search import urls as search_urls
from warraq.stories import urls as story_urls

handler404 = "warraq.conf.errors.not_found"
handler429 = "warraq.accounts.views.too_many"
handler500 = "warraq.conf.errors.server_error"

urlpatterns = [
    path("healthz", errors.healthz, name="healthz"),
    path("newsroom/", include(account_urls)),
    path("newsroom/", include(first_page)),
    path("newsroom/", include(admin_urls)),
    path("documents/", include(documents_urls)),
    path("_/read", behind_nginx.read, name="read"),
    path("media/<path:path>", media_views.serve, name="media"),
    path("", include(feed_urls.site_patterns)),
    path("", include(story_urls.site_patterns)),
    path("", include(outside_urls)),
    *i18n_patterns(
        path("", include(feed_urls.edition_patterns)),
        path("", include(search_urls.edition_patterns)),
        path("", include(comment_urls.edition_patterns)),
        path("", include(breaking_urls.edition_patterns)),
        path("", include(readership_urls.edition_patterns)),
        path("", include(story_urls.list_patterns)),
        path("", include(front_urls.edition_patterns)),
        path("", include(story_urls.edition_patterns)),
        # Only for the password form of private pages and for packages that reverse `wagtail_serve`.
        re_path(r"^_pages/", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
