"""What is said: pages, channel bodies, hotlines, checks; and the Django project itself."""

from cms.celery import app as celery_app

__all__ = ["celery_app"]
