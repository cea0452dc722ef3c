"""How pages speak of the law: by reference to the rulebook, never by typing it."""
