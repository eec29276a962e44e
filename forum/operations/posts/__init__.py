"""What authors do with their posts."""
