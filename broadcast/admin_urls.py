"""Addresses of the officer's screens in this room, below the admin."""

from django.urls import path

from broadcast.views import cards, desk, start, trying

urlpatterns = [
    path("tu-lieu-moi/", start.new_material, name="broadcast_new_material"),
    path("gui-thu/", trying.page, name="broadcast_test_send"),
    path("the-to-truong/", cards.page, name="broadcast_cards"),
    path("the-to-truong/the.pdf", cards.pdf, name="broadcast_cards_pdf"),
    path("the-to-truong/<int:leader_id>/cap-lai/", cards.reissue, name="broadcast_reissue"),
    path("luot-gui/", desk.deliveries, name="broadcast_deliveries"),
    path("luot-gui/<int:pk>/", desk.one, name="broadcast_delivery"),
    path("luot-gui/<int:pk>/lam/", desk.act, name="broadcast_act"),
    path("lan-phat-hanh/<int:pk>/", desk.occurrence, name="broadcast_occurrence"),
    path("lan-phat-hanh/<int:pk>/gui-lai/", desk.resend_failed, name="broadcast_resend"),
]
