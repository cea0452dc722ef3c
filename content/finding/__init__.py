"""Finding: one index of all that the library holds, and what people look for in it."""
