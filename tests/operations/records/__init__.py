"""Records of persons in files."""
