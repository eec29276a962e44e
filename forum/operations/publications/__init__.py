"""What authors do with publications: write about them, give them editions and versions, publish them."""
