"""planreview: ask many organisations for plans, read every plan against published criteria, write to each."""
