"""Carriers: the ways a delivery can leave the building, behind one port."""
