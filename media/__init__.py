"""Makers: plain values in, bytes out; and the finished files they leave behind."""
