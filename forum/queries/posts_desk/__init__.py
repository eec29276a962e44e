"""What the author's desk asks."""
