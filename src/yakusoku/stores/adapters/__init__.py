"""The only place that knows database drivers. What a driver says never leaves here: it holds values."""
