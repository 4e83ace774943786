"""How an occurrence stands, by adding up changes instead of counting rows.

Whoever moves deliveries writes, in the same transaction, by how much the number in each state has
changed. Such rows are only ever added, so that no two workers wait for each other; the sweeper
gathers them. What is on its way (claimed, sending) counts as planned.
"""

from broadcast.tallies.gathering import gather
from broadcast.tallies.noting import ON_THE_WAY, moved, note
from broadcast.tallies.standing import Progress, is_complete, progress

__all__ = ["ON_THE_WAY", "Progress", "gather", "is_complete", "moved", "note", "progress"]
