"""Mahdar's command line: `manage.py` in a checkout, `mahdar` where the package is installed."""

import os
import sys

from config import __version__


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    if sys.argv[1:] in (["--version"], ["version"]):
        print(f"Mahdar {__version__} (Django {django.get_version()})")
        return
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(f"Error in the settings: {error}")
    except BrokenPipeError:  # the program that reads our output (head, less) has closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
