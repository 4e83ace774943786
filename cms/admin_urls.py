"""Addresses of the room's own screens in the admin."""

from django.urls import path

from cms.views import approvals, drafts, readings, recordings

urlpatterns = [
    path("tu-dien-doc/", readings.dictionary, name="cms_readings"),
    path("tu-dien-doc/nguoi-doc/", readings.voice, name="cms_reading_voice"),
    path("tu-dien-doc/<int:pk>/", readings.decide, name="cms_reading"),
    path("ban-ghi/", recordings.all_of_ward, name="cms_recordings"),
    path("ban-ghi/giong-may/", recordings.speak, name="cms_recording_speak"),
    path("ban-ghi/<int:pk>/", recordings.one, name="cms_recording"),
    path("ban-ghi/<int:pk>/nghe/", recordings.listen, name="cms_listen"),
    path("ban-ghi/<int:pk>/quyet-dinh/", recordings.judge, name="cms_recording_judge"),
    path("nghe-thu/<int:page_id>/<str:version>/", drafts.draft, name="cms_draft_voice"),
    path("nghe-thu/<int:page_id>/<str:version>/tieng/", drafts.sound, name="cms_draft_sound"),
    path("duyet/", approvals.waiting, name="cms_approvals"),
    path("duyet/<int:page_id>/", approvals.read, name="cms_approval"),
    path("duyet/<int:page_id>/quyet-dinh/", approvals.decide, name="cms_decide"),
]
