"""What tests of several rooms share, with types: paths, stand-ins, and short ways to call the product."""
