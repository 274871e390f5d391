"""What editors do to the archive: every change that is more than saving one form."""
