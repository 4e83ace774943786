"""The export bundle: one bulletin with all that a vendor's console or a reader needs. Pure.

The same bulletin gives the same bytes. What may not leave is refused with ``RefusedError``.
"""

from broadcast.bundle.packing import RefusedError, build, name_of
from broadcast.bundle.values import Bulletin, Person, Play, Sound

__all__ = ["Bulletin", "Person", "Play", "RefusedError", "Sound", "build", "name_of"]
