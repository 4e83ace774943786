"""Real processes, killed without warning in the middle of their work."""
