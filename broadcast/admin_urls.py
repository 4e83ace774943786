"""Addresses of the officer's screens in this room, below the admin."""

from django.urls import path, re_path

from broadcast.views import (
    airing_desk,
    cards,
    desk,
    doubts,
    handover,
    occurrences,
    play_logs,
    slot_book,
    start,
    trying,
)

urlpatterns = [
    path("tu-lieu-moi/", start.new_material, name="broadcast_new_material"),
    path("gui-thu/", trying.page, name="broadcast_test_send"),
    path("the-to-truong/", cards.page, name="broadcast_cards"),
    path("the-to-truong/the.pdf", cards.pdf, name="broadcast_cards_pdf"),
    path("the-to-truong/<int:leader_id>/cap-lai/", cards.reissue, name="broadcast_reissue"),
    path("lich-loa/", slot_book.week, name="broadcast_slot_book"),
    path("lich-loa/xep/", slot_book.book, name="broadcast_slot_new"),
    path("lich-loa/chi-tieu/", slot_book.duty, name="broadcast_duty"),
    path("luot-phat/", airing_desk.waiting, name="broadcast_airings"),
    path("luot-phat/<int:pk>/", airing_desk.airing, name="broadcast_airing"),
    path("luot-phat/<int:pk>/lam/", airing_desk.act, name="broadcast_airing_act"),
    path("ban-tin/", handover.page, name="broadcast_handover"),
    path("ban-tin/<str:key>/goi/", handover.take_bundle, name="broadcast_bundle"),
    re_path(
        r"^ban-tin/(?P<pk>\d+)/bai-phat-thanh\.(?P<kind>pdf|docx)$",
        handover.print_sheet,
        name="broadcast_sheet",
    ),
    path("nhat-ky-phat/", play_logs.all_of_ward, name="broadcast_play_logs"),
    path("nhat-ky-phat/<int:pk>/", play_logs.one, name="broadcast_play_log"),
    path("nhat-ky-phat/<int:pk>/lam/", play_logs.act, name="broadcast_play_log_act"),
    path("nhat-ky-phat/dong/<int:pk>/", play_logs.decide, name="broadcast_play_log_decide"),
    path("luot-gui/", desk.deliveries, name="broadcast_deliveries"),
    path("luot-gui/<int:pk>/", desk.one, name="broadcast_delivery"),
    path("luot-gui/<int:pk>/lam/", desk.act, name="broadcast_act"),
    path("khong-chac/", doubts.page, name="broadcast_doubts"),
    path("khong-chac/lam/", doubts.act, name="broadcast_doubts_act"),
    path("lan-phat-hanh/<int:pk>/", occurrences.page, name="broadcast_occurrence"),
    path("lan-phat-hanh/<int:pk>/tien-do/", occurrences.progress, name="broadcast_progress"),
    path("lan-phat-hanh/<int:pk>/gui-lai/", occurrences.resend, name="broadcast_resend"),
]
