"""Signs of life, health, figures, and ending in good order."""
