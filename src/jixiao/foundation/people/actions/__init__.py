"""What administrators do to accounts and roles, and what people do about their absence. One function, one act.

The system administrator makes, changes, locks and unlocks accounts; the security administrator grants and ends roles,
resets second factors and reads personal numbers; neither can do the other's work, the audit administrator neither's.
"""
