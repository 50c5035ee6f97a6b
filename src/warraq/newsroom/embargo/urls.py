"""Addresses below /newsroom/embargo/."""

from django.urls import path

from .views import EmbargoesView, EmbargoView

app_name = "embargo"
urlpatterns = [
    path("", EmbargoesView.as_view(), name="index"),
    path("results/", EmbargoesView.as_view(results_only=True), name="results"),
    path("<int:pk>/", EmbargoView.as_view(), name="edit"),
]
