"""Official files about territories: recognised by their content, read as a stream, loaded once."""
