"""The review queue: one draft after the other, with decisions and marks by keyboard."""
