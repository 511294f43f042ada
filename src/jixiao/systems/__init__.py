"""One Django application per business. Each: states, models, policies, queries, actions, web; imports all below it."""
