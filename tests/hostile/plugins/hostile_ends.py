"""Ends the process in a way that nothing in it can stop."""

import os

os._exit(7)
