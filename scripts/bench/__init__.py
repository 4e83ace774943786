"""``make bench``: every figure against a named peer, in one run on one machine.

``measures`` decide what is compared and run without Django; each starts ``jobs`` (our engine, or a
peer in ``peers``) as processes of their own, which send to a server in ``sinks``.
"""
