"""Screens of the room ``outreach``."""
