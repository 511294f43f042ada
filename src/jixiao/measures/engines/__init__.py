"""The engines that measures run on: the only place that names them."""
