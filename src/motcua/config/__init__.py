"""Where the rooms are joined: settings, commands, the worker. Only this package names adapters."""
