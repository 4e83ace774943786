"""Public addresses that are not pages of the tree: short links, the school's form, counting."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
