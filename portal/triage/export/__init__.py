"""Reports taken out of the house as a file, for whoever has that right, and accounted for."""
