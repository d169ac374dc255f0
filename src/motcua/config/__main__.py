"""`python -m motcua.config`: the `motcua` command where its script is not on the path."""

from motcua.config.command import main

if __name__ == "__main__":
    main()
