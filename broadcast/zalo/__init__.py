"""Zalo: the client behind one file, and the simulator."""
