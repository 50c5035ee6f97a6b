"""The piece that every page fetches."""

from django.urls import path

from . import views

edition_patterns = [path("_/breaking", views.fragment, name="breaking")]
