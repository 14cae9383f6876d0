"""How authentication works: plain code that is the same for every API.

The modules of this package state the rules; `..schemes` states one API's facts.
"""
