"""Public addresses that are not pages of the tree: short codes, counting, the school's side."""

from django.urls import path, re_path

from cms.views import codes, counting, pictures, schools

urlpatterns = [
    re_path(r"^[qQ]/(?P<code>\w{1,12})/?$", codes.from_paper, name="code_from_paper"),
    re_path(r"^[zZ]/(?P<code>\w{1,12})/?$", codes.from_zalo, name="code_from_zalo"),
    path("media/images/<str:name>", pictures.show, name="picture"),
    path("d/", counting.count, name="count"),
    path("<slug:ward_slug>/truong-hoc-de-nghi/", schools.ask, name="school_ask"),
    path("truong-hoc/<str:token>/", schools.status, name="school_status"),
    path("truong-hoc/<str:token>/bo-tai-lieu.zip", schools.kit, name="school_kit"),
    path("truong-hoc/<str:token>/bao-cao/", schools.report, name="school_report"),
]
