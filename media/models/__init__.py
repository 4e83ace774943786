"""Models of the room ``media``: finished files and what is known of them."""

from media.models.bundles import Bundle
from media.models.pictures import Picture, Rendition

__all__ = ["Bundle", "Picture", "Rendition"]
