"""Addresses below /newsroom/steps/."""

from django.urls import path

from . import views

app_name = "steps"
urlpatterns = [
    path("approval/", views.ApprovalView.as_view(), name="approval"),
    path("<int:number>/claim/", views.claim, name="claim"),
    path("<int:number>/release/", views.release, name="release"),
    path("<int:number>/due/", views.due, name="due"),
]
