"""What differs between two editions, thing by thing; `portal.rulebook.changes` is the way in."""
