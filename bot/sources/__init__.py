"""Where articles come from: feeds, files and folders."""
