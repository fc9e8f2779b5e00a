"""What we know and how to find it: no chat library, environment, clock or network."""
