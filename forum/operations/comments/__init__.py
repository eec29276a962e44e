"""What writers do with their comments."""
