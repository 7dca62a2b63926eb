"""Who is meant by a name, across articles."""
