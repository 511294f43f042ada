"""Attachments (附件): checked by content, stored once by hash, handed out as downloads only, every download remembered.

The content lies in ``JIXIAO_HOME/attachments`` under its sha256; the row with name, owner and size is a business row,
so that knowing a hash gives nobody a file.
"""
