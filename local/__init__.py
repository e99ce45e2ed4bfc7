"""The whole stack on one machine: a moto server, what `template.yaml` declares, and our own handlers.

The template is the only wiring. Nothing here names a queue, a rule or a function, so that a mistake in the template
shows here too.
"""
