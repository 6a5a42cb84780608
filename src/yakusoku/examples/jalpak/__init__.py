"""JALPAK's sample systems: tours, those who travel, and marketing. All of it is made up."""
