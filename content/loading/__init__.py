"""The starter library: files become pages, once. What editors have since written stays."""
