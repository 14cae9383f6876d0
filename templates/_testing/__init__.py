"""What `testing` is made of: a server for the tests of a program, and nothing else.

Its tokens can be guessed, and it lets in whoever asks. No program imports this.
"""
