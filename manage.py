#!/usr/bin/env python
"""Mahdar's command line in a checkout: `python manage.py help` lists the commands."""

from config.command import main

if __name__ == "__main__":
    main()
