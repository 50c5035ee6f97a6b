"""Addresses below /newsroom/picture-rights/."""

from django.urls import path

from .views import RightsView

app_name = "rights"
urlpatterns = [
    path("", RightsView.as_view(), name="index"),
    path("results/", RightsView.as_view(results_only=True), name="results"),
]
