"""The editors' side: what is checked in their words, who may publish, and what they are told."""
