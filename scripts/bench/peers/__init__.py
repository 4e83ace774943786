"""The usual ways of sending, with settings of their own."""
