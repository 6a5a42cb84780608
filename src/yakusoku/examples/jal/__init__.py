"""Sample systems of the JAL Group: mileage members, flights, and a shop with partners."""
