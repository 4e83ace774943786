"""Public views that are not pages of the tree."""
