"""The crash bench: long operations are killed at random moments, and what they leave is checked.

`archives.py` prepares small archives, `operations.py` lists what is killed, `checking.py` checks what is left, and
`bench.py` does it many times. `stage.py` has the folders and the processes.
"""
