"""The health of an installation: what works, what does not, and what to do. Checks read only.

`table.py` is the one list of checks. `manage.py doctor`, `/health/ready`, the page "State of the archive" of the desk
and the metrics read it.
"""
