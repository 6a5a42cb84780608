"""What statutes say, as dated data with articles; calendars and clocks. Pure."""
