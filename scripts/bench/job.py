"""Run ``scripts.bench.jobs.NAME`` and print what it found as the last line.

Django is loaded first where ``DJANGO_SETTINGS_MODULE`` names settings.
"""

import json
import os
import sys
from importlib import import_module

import django


def main() -> None:
    """Load the settings, if any, then the job."""
    name, arguments = sys.argv[1:]
    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        django.setup()
    found = import_module(f"scripts.bench.jobs.{name}").run(**json.loads(arguments))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
