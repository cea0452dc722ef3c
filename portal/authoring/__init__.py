"""Where staff write the law: its objects, their review, the gate before publishing, and scenarios.

The law stands in objects that are edited in the Wagtail admin (``objects``), made of typed blocks
(``blocks``). Each object reads as the rows of the starter format (``rows``), so that what staff write and
what a pull request reviews are one. ``law`` gathers the rows into a rulebook, ``gate`` tells what a draft
changes, ``review`` lets a second person approve and publishes, which mints an edition.
"""
