"""Addresses below /newsroom/notices/."""

from django.urls import path

from . import views

app_name = "notices"
urlpatterns = [
    path("", views.NoticesView.as_view(), name="index"),
    path("count/", views.count, name="count"),
    path("read/", views.read_all, name="read"),
    path("choices/", views.ChoicesView.as_view(), name="choices"),
    path("<int:number>/", views.open_notice, name="open"),
]
