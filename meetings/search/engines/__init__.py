"""Search engines behind one protocol. Only the package of an engine imports its library."""
