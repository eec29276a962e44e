"""What authors do with files: add, describe, replace, delete; and what the site makes of pictures."""
