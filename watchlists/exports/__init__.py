"""Watchlists for the tools that analysts use next: STIX 2.1 and FollowTheMoney.

`entries` says what a list tells of an entity, whatever the format; `stix` and `ftm` write that as plain objects, and
`stix_library` lets nothing out that STIX 2.1 does not take. Why so: docs/decisions/0020-exports.md.
"""
