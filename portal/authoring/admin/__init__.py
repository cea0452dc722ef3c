"""The pages on which staff write the law, in Wagtail's admin and in its look."""
