"""Addresses of the comments within an edition."""

from django.urls import path

from . import own_views, views

edition_patterns = [
    path("_/comments/my-data/", own_views.my_data, name="my_data"),
    path("_/comments/my-data/<str:link>/comments.json", own_views.my_data_file, name="my_data_file"),
    path("_/comments/my-data/<str:link>/", own_views.my_data_here, name="my_data_here"),
    path("_/comments/mine/<str:link>/", own_views.mine, name="my_comment"),
    path("_/comments/confirm/<str:link>/", own_views.confirm, name="confirm_comment"),
    path("_/comments/stop/<str:link>/", own_views.stop, name="stop_letters"),
    path("_/comments/<id:pk>/", views.comments, name="comments"),
    path("_/comments/<id:pk>/ticket", views.ticket, name="comment_ticket"),
    path("_/comments/<id:pk>/all/<id:number>/", views.every_comment, name="every_comment"),
]
