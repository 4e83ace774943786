"""The kill laboratory: real processes killed without warning, and what became of every message."""
