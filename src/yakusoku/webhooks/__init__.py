"""Messages to systems that want to know of stops, withdrawals and restrictions, signed and delivered at least once."""
