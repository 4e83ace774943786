"""Whole journeys in a real browser: Debian's Chromium."""
