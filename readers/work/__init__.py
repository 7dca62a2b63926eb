"""Background work in processes of its own: what can be asked, the process seen from outside and from inside."""
