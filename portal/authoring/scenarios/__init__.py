"""Cases that staff keep: a shipment, the answer that it must get, and why. The gate runs them all."""
