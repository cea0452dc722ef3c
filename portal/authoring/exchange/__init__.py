"""Objects as files of the starter format and back, one at a time or the whole law."""
