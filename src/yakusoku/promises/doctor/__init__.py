"""A look at everything that could keep the house from keeping its promises. Nothing is changed, no value is shown."""
