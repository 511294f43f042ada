"""What every business system stands on. Django; imports everything below it and no system.

``database`` the server and its two roles · ``identity`` who asks, known to the database · ``history`` audit and as-of ·
``organisations`` · ``people`` roles, deputies, sign-in · ``transitions`` · ``inbox`` · ``attachments`` · ``imports``.
"""
