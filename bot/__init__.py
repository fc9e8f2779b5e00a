"""How people reach the knowledge: the platforms, and what they share."""
