// The path that data takes; see README.md.
