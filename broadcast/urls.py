"""Addresses of the leader's page and of the files that a delivery carries."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
