"""A flag that writes the snapshot of the words anew."""


def pytest_addoption(parser):
    parser.addoption("--write-words", action="store_true", help="write tests/course/words.txt anew")
