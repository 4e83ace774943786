"""Work that is timed, each in a process of its own: ``run(**arguments)`` returns figures."""
