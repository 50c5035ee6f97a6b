"""Addresses below /newsroom/picture-problems/."""

from django.urls import path

from .problems import ProblemsView

app_name = "picture_problems"
urlpatterns = [
    path("", ProblemsView.as_view(), name="index"),
    path("results/", ProblemsView.as_view(results_only=True), name="results"),
]
