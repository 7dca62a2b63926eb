"""A nursery of processes that are killed while they work, what they do, and what must be true of what they leave."""
