"""Dated parameters: the YAML tree under ``tree/`` and its loader. Imports: rules.

Every value cites its law, names its unit, the day from which it holds, and the day somebody checked it; the loader
refuses a file that lacks one of these, and a number written without quotes that would become a ``float``.
"""

from jixiao.parameters.loader import ParameterError, load_lexicon, load_parameter, load_tree, parameter

__all__ = ["ParameterError", "load_lexicon", "load_parameter", "load_tree", "parameter"]
