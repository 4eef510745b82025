"""The pages of the console beside the chat, one file each: a path, a template, what fills it. `registry` lists them."""
