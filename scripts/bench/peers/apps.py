"""The app that holds the usual design's table."""

from django.apps import AppConfig


class Peers(AppConfig):
    """Its label is short, for the table's name."""

    name = "scripts.bench.peers"
    label = "peers"
