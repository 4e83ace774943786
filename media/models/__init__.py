"""Models of the room ``media``: finished files and what is known of them."""

from media.models.bundles import Bundle
from media.models.pictures import Picture, Rendition
from media.models.recordings import Recording

__all__ = ["Bundle", "Picture", "Recording", "Rendition"]
