"""How long reports are kept, what holds them, and how two people dispose of them."""
