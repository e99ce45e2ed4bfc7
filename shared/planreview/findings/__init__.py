"""From the texts that a force sent to a finding for each criterion, with the quotes behind it.

Two voices find. **Rules**: `passages` cuts a page into its `sentences` and rows (`tables`), `statements` takes each of
them as what it is, by the round's `lexicon` of `phrases`: what it is about (`subjects`), whose work it tells of
(`speakers`), and how far that is (`stages`, by its `clauses`, `tenses` and `dates`); `criteria` makes a finding of all
statements. **Examples**: `sight` is what both readers see of a passage, `counted` counts it, `network` reads it, and
`guess` is what they say together (`learned`); `weighing` puts it beside the finding of the rules. For both, `naming`
writes "the force" in place of the own name, and `standing` leaves out what is deleted; `fitting` keeps what is to be
stored within its limits.
"""
