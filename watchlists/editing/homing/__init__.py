"""Edits of chats brought home to the files: only the lines of what was edited change, everything else stays as it is.

lists of the files, and as edited -> what changed of each entry -> splices at its place in the text -> read back; where
that gives another list, the block of the entry is written anew.
"""
