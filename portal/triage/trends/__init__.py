"""How many reports there are of what, where they come from, and what has become more than usual."""
