"""Form fields that the desk and the pages share."""
