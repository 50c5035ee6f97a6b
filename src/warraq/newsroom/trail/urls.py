"""Addresses below /newsroom/audit-trail/."""

from django.urls import path

from .report import LinesView, TrailView

app_name = "audit_trail"
urlpatterns = [
    path("", TrailView.as_view(), name="index"),
    path("results/", TrailView.as_view(results_only=True), name="results"),
    path("lines/", LinesView.as_view(), name="lines"),
]
