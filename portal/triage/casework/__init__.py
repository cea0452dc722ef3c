"""One report: its page, and what is done there."""
