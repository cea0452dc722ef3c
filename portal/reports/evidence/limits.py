"""How much of what is taken. Units stand in the names."""

from __future__ import annotations

from typing import Final

MB: Final = 1_000_000

# A report
FILES_PER_REPORT: Final = 10
REPORT_BYTES: Final = 100 * MB

# A file
FILE_BYTES: Final = 25 * MB
NAME_BYTES: Final = 120
"""Of the name that a file is offered under; file systems take 255, and the reference of a report stands
before it.
"""
ORIGINAL_NAME_CHARACTERS: Final = 255

# An image
IMAGE_PIXELS: Final = 40_000_000
WEBP_PIXELS: Final = 20_000_000
"""The decoder of WEBP holds several pictures at once: twice as many do not fit into `CHILD_MEMORY_BYTES`."""

# What is a zip inside: DOCX, XLSX
ZIP_ENTRIES: Final = 1_000
ZIP_UNPACKED_BYTES: Final = 200 * MB
ZIP_RATIO: Final = 100
ZIP_RATIO_FROM_BYTES: Final = 1 * MB
"""Smaller parts may be packed tighter: a part of blanks harms nobody."""
ZIP_DIRECTORY_BYTES: Final = 1 * MB
ZIP_NAME_CHARACTERS: Final = 200
XML_DEPTH: Final = 256
XML_PART_BYTES: Final = 64 * MB
"""Of a part that is rewritten; the cells of sheets are passed through and may be larger."""

# A mail
MAIL_PARTS: Final = 200
MAIL_DEPTH: Final = 20

# A PDF
PDF_OBJECTS: Final = 500_000

# The process that opens files
CHILD_CPU_SECONDS: Final = 10
CHILD_MEMORY_BYTES: Final = 512 * 1024 * 1024
CHILD_WALL_SECONDS: Final = 20
CHILD_WRITTEN_BYTES: Final = 4 * FILE_BYTES
CHILDREN_AT_ONCE: Final = 2
"""For each process of ours: the memory of a machine is this, times the web workers, times
`CHILD_MEMORY_BYTES`.
"""
REPORT_FROM_CHILD_BYTES: Final = 64 * 1024

CHUNK_BYTES: Final = 64 * 1024
