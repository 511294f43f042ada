"""What an official form states, as typed values: the shape every reader fills and every check and writer takes.

No file is known here. Money is in yuan whatever the form prints; text is as printed.
"""

from jixiao.rules.forms.form import Budget, Form, FormKind, FundRow, Indicator, Monitoring

__all__ = ["Budget", "Form", "FormKind", "FundRow", "Indicator", "Monitoring"]
