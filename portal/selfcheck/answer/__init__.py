"""What the answer page shows: small frozen parts made from a determination, for a template to write down."""
