"""Addresses of the lists of the most read within an edition."""

from django.urls import path

from . import views
from .addresses import WORDS

edition_patterns = [
    *(path(f"most-read/{word}", views.most_read_page, {"window": window}) for window, word in WORDS.items()),
    *(
        path(f"most-read/{word}sections/<str:slug>/", views.most_read_page, {"window": window})
        for window, word in WORDS.items()
    ),
    path("_/most-read", views.fragment),
    path("_/most-read/<id:section_id>", views.fragment),
]
