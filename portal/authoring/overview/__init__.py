"""What a desk sees of the law at once: every rule in one list, and what has to be looked at again."""
