"""What the law is called and says, in plain sentences; `portal.rulebook.sentences` is the way in."""
