"""Addresses below /newsroom/foresight/."""

from django.urls import path

from .views import ChangesView, ForesightView, PageView

app_name = "foresight"
urlpatterns = [
    path("", ForesightView.as_view(), name="index"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("page/", PageView.as_view(), name="page"),
]
