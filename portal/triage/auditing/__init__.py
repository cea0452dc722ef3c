"""Reading the audit, proving that it is whole, and what enters it from accounts and roles."""
