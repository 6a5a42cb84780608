"""Letters that can be posted: whole templates per language, filled with what rulings say."""
