"""Addresses of the search within an edition."""

from django.urls import path
from django.views.generic import RedirectView

from . import views

edition_patterns = [
    path("search/", views.search, name="search"),
    path("search", RedirectView.as_view(pattern_name="search", query_string=True, permanent=True)),
    path("_/suggest", views.suggest, name="suggest"),
]
