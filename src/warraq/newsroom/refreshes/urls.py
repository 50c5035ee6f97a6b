"""Addresses below /newsroom/refreshes/."""

from django.urls import path

from . import numbers, views  # noqa: F401 - `numbers` makes <changes:…> known

app_name = "refreshes"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("address/", views.AddressView.as_view(), name="address"),
    path("address/state/", views.address_state, name="address_state"),
    path("changes/<changes:changes>/", views.ChangesView.as_view(), name="changes"),
    path("changes/<changes:changes>/state/", views.changes_state, name="changes_state"),
    path("showing/<str:key>/", views.ShowingView.as_view(), name="showing"),
]
