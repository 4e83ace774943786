"""Screens of campaigns beside the editor."""
