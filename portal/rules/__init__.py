"""The engine: dated rules, three-valued logic, and what can still matter.

Pure Python: no Django, no clock, no input or output. Read in this order: ``spans`` (time),
``conditions`` (what a rule may test), ``law`` (rules, figures, goals, the edition), ``answers`` (what a
person told), ``truth`` and ``explain`` (one rule, three-valued), ``evidence`` (all rules of a day),
``diagram`` and ``compiled`` (every situation, exactly), ``decide`` (the determination), ``ask`` (what is
worth asking), ``turns`` (what would change the answer) and ``horizon`` (how long it holds). The rest makes
these quick.
"""

ENGINE = "1"
"""The version of the engine: another one as soon as it reads an edition otherwise than it did before."""
