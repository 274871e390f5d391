"""Search engines behind one protocol. Only an engine's own module imports its library."""
