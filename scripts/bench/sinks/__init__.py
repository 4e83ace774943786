"""Servers on the loopback address that take whatever is sent and remember when."""
