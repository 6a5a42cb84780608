"""Sample systems of JALUX: a shop with insurance and recruitment, and an air travel agency."""
