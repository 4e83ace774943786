"""Management commands of the room ``outreach``."""
