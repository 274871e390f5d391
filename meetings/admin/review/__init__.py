"""The review queue, in which editors decide on one draft after the other and mark words, also by keyboard."""
