"""The top floor: settings, addresses, the shell of pages, the command line; the only place that knows every room."""
