"""Addresses below /newsroom/kept/."""

from django.urls import path

from . import views

app_name = "kept"
urlpatterns = [
    path("", views.state, name="state"),
    path("back/", views.BackView.as_view(), name="back"),
]
