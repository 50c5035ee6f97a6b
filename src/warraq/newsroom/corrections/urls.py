"""Addresses below /newsroom/corrections/."""

from django.urls import path

from .views import CorrectionsView

app_name = "corrections"
urlpatterns = [
    path("", CorrectionsView.as_view(), name="index"),
    path("results/", CorrectionsView.as_view(results_only=True), name="results"),
]
