"""The only place that talks to AWS. Its modules turn services into the words of the core, and back."""
