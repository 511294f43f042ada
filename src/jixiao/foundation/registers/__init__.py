"""Registers (台账): the nouns that systems keep as records, by one mechanism.

A noun is one Django model (:class:`~jixiao.foundation.registers.models.Record`) and one description of it
(:class:`~jixiao.foundation.registers.register.Register`). From these come its list and its record on pages, entering
and correcting, import and export, its former versions (schema ``past``) and its view in the schema ``published``,
which is all that measures and snapshots read.
"""
