"""Which reports are about the same: pure Python, no Django models, no clock, nothing read or written.

``facts`` reads a report, ``marks`` says under what it is found among many, ``comparing`` compares two
exactly, ``clusters`` puts pairs together. It only points: nothing here closes, merges or moves a report.
"""
