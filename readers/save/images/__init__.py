"""Pictures that are put into saved files themselves: how they are checked and fetched. Begin with `embedded`."""
