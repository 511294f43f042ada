"""Who asks, known to the database: identity in the transaction, a policy on every business table.

An identity is a person with the organisations that person may see, or a named system actor. It lives exactly as long
as the transaction (``set_config(…, true)``); without one every business table answers with an error, not with nothing.
"""

from jixiao.foundation.identity.identity import Identity, NoIdentity, acting_as, current, system_actor

__all__ = ["Identity", "NoIdentity", "acting_as", "current", "system_actor"]
