"""One history for audit and as-of: every change of every business row, and every act worth remembering.

Statement triggers write entries with a digest each; a sealer chains them in batches afterwards, so that writers do not
wait for the chain; ``proof`` recomputes the chain and compares the rows as they are now.
"""
