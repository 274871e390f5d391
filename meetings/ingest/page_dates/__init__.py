"""Days of publication that pages state: ordered sources of statements, each with its words. Nothing is guessed."""
