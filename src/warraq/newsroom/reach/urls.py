"""Addresses below /newsroom/reach/."""

from django.urls import path

from . import views

app_name = "reach"
urlpatterns = [
    path("", views.ReachView.as_view(), name="index"),
    path("roles/<int:number>/", views.RoleView.as_view(), name="role"),
    path("people/<int:number>/", views.PersonView.as_view(), name="person"),
]
