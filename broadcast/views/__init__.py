"""Screens of the room ``broadcast``."""
