"""The gate before publishing: what blocks a draft, and exactly what it changes."""
