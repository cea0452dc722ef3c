"""Keeping pages true: which have to be looked at again and why, who is told, and who says they still hold."""
