"""The subcommands that hand on single quotes."""
