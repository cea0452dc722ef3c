"""The library for others: an interface for programs, feeds, frames, and what search engines read."""
