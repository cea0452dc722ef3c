"""Files that come with a report: what they are, a copy without traces of the sender, a look for malware.

Nothing here knows of the database or of requests. `checking.examine` says what a file is or why it is
refused,
`cleaning.clean` writes the copy that officers read, `scanning.scan` asks ClamAV. Images, PDF, Office files
and mails
are only ever opened in a process of their own (`confined`, `child`), which has little memory and little time.
"""
