"""Addresses for machines: feeds within an edition, the rest at the root of the site."""

from django.urls import path, register_converter

from . import crawlers, views


class FeedFormat:
    """The last part of a feed's address."""

    regex = "rss|atom|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedFormat, "feed_format")

edition_patterns = [
    path("feeds/home.<feed_format:extension>", views.home_feed, name="home_feed"),
    path("feeds/most-read.<feed_format:extension>", views.most_read, name="most_read_feed"),
    path("feeds/corrections.<feed_format:extension>", views.corrections_feed, name="corrections_feed"),
    path("feeds/sections/<str:slug>.<feed_format:extension>", views.section_feed, name="section_feed"),
    path("feeds/authors/<str:slug>.<feed_format:extension>", views.author_feed, name="author_feed"),
    path("feeds/keywords/<id:pk>.<feed_format:extension>", views.keyword_feed, name="keyword_feed"),
    path("feeds/comments/<id:pk>.<feed_format:extension>", views.comments_feed, name="comments_feed"),
    path("feeds/dossiers/<id:pk>.<feed_format:extension>", views.dossier_feed, name="dossier_feed"),
    path("feeds/maps/<id:pk>.<feed_format:extension>", views.map_feed, name="map_feed"),
]
site_patterns = [
    path("sitemap.xml", crawlers.sitemap_index, name="sitemap_index"),
    path("sitemaps/news.xml", crawlers.news_sitemap, name="news_sitemap"),
    path("sitemaps/<slug:name>.xml", crawlers.sitemap, name="sitemap"),
    path("robots.txt", crawlers.robots, name="robots"),
    path(".well-known/security.txt", crawlers.security, name="security_txt"),
]
