"""Addresses of the leader's page, of the files that a delivery carries, and of the machine."""

from django.urls import path, re_path

from broadcast.views import airing, leader, leader_files, machine, pictures
from broadcast.zalo import webhook

urlpatterns = [
    path("healthz", machine.alive, name="alive"),
    path("readyz", machine.ready, name="ready"),
    path("metrics", machine.metrics, name="metrics"),
    path("zalo/hook/<str:hook_id>/", webhook.receive, name="zalo_hook"),
    path("media/z/<str:name>", pictures.show, name="zalo_picture"),
    path("t/<str:token>/", leader.today, name="leader_today"),
    path("t/<str:token>/<int:pk>/", leader.item, name="leader_item"),
    path("t/<str:token>/<int:pk>/xac-nhan/", leader.confirm, name="leader_confirm"),
    path("t/<str:token>/<int:pk>/doc/", leader_files.prompter, name="leader_prompter"),
    path("loa/<str:token>/", airing.show, name="airing"),
    path("loa/<str:token>/bao/", airing.confirm, name="airing_confirm"),
    path("loa/<str:token>/doc/", airing.prompter, name="airing_prompter"),
    path("loa/<str:token>/doc/con-dung/", airing.is_current, name="airing_current"),
    path("loa/<str:token>/doc/het-bai/", airing.read_to_the_end, name="airing_read"),
    re_path(
        r"^t/(?P<token>[^/]+)/(?P<pk>\d+)/bai-phat-thanh\.(?P<kind>pdf|docx)$",
        leader_files.sheet,
        name="leader_sheet",
    ),
    path("t/<str:token>/<int:pk>/ap-phich.pdf", leader_files.group_poster, name="leader_poster"),
]
