"""`python -m bot` does what `rasid` does."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
