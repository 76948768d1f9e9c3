import numpy as np
import pytest

from nnlab.datasets import load_points, train_test_split

TABLE = "0,1,1\n2,3,0\n4,5.5,1"


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace(",", "\t"),
        TABLE.replace(",", "  "),
        "x1,x2,class\n" + TABLE,
        "# my points\n\n" + TABLE + "\n\n",
        TABLE.replace("\n", "\r\n"),
        " 0 , 1 , 1 \n2,3,0\n4e0,5.5,1.0",
    ],
    ids=repr,
)
def test_tables_as_text(text):
    X, y = load_points(text)
    assert X.tolist() == [[0, 1], [2, 3], [4, 5.5]] and y.tolist() == [[1], [0], [1]]


def test_a_single_row_is_a_table_too():
    assert load_points("1, 2, 3")[0].tolist() == [[1, 2]]


def test_a_file_by_path(tmp_path):
    for name, data in (("a.csv", TABLE.encode()), ("b.csv", b"\xef\xbb\xbf" + TABLE.encode())):
        path = tmp_path / name
        path.write_bytes(data)
        for source in (path, str(path)):
            assert load_points(source)[1].tolist() == [[1], [0], [1]]


def test_arrays():
    table = np.arange(6.0).reshape(2, 3)
    X, y = load_points(table)
    assert X.tolist() == [[0, 1], [3, 4]] and y.tolist() == [[2], [5]]
    X[:] = 9
    assert table[0, 0] == 0
    X, y = load_points([[1, 2], [3, 4]], [0, 1])
    assert X.shape == (2, 2) and y.tolist() == [[0], [1]]
    X, y = load_points([1, 2], [[0, 1], [1, 0]])
    assert X.tolist() == [[1], [2]] and y.shape == (2, 2)


@pytest.mark.parametrize(
    "text, words",
    [
        ("1,2,3\n4,5", "line 2 has 2 columns, but the lines before have 3"),
        ("1,2,3\n4,x,6", "line 2: 'x' is not a number"),
        ("a,b\nc,d\n1,2", "line 2: 'c'"),
        ("x1,2\n1,2", "line 1: 'x1'"),
        ("1,2,\n", "line 1: ''"),
        ("", "no rows"),
        ("\n\n", "no rows"),
        ("a,b\n", "no rows"),
        ("1,nan\n", "isn't finite"),
        ("1,1e999\n", "isn't finite"),
        ("1\n2\n", "at least two columns"),
        ("<script>alert(1)</script>\n1,2", "no rows|columns"),
    ],
    ids=repr,
)
def test_bad_tables_are_refused_by_line(text, words):
    if "script" in text:
        assert load_points(text)[0].tolist() == [[1]]  # a line of names, and never run
        return
    with pytest.raises(ValueError, match=words):
        load_points(text)


def test_bad_files(tmp_path):
    with pytest.raises(FileNotFoundError, match="check its name"):
        load_points(tmp_path / "nowhere.csv")
    with pytest.raises(FileNotFoundError, match="a line break"):
        load_points("points.csv")
    with pytest.raises(ValueError, match="can't read"):
        load_points(tmp_path)
    with pytest.raises(ValueError, match="can't read"):
        load_points("a\0b")
    (tmp_path / "picture.csv").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(ValueError, match="UTF-8"):
        load_points(tmp_path / "picture.csv")


@pytest.mark.parametrize(
    "source, y, words",
    [
        (None, None, "table has"),
        ([[1, 2], [3]], None, "ragged"),
        ([1, 2], None, "two columns"),
        ([[np.nan, 1]], None, "nan"),
        ([[1, 2]], [0, 1], "must be"),
        ([[1, 2]], ["a"], "y has"),
        ([[[1]]], [1], "2-D"),
        (TABLE, [1, 0, 1], "leave y out"),
        ([], [], "empty"),
    ],
    ids=repr,
)
def test_bad_arrays(source, y, words):
    with pytest.raises(ValueError, match=words):
        load_points(source, y)


def test_a_split_keeps_rows_together_and_every_row_once():
    X, y = np.arange(20.0).reshape(10, 2), np.arange(10.0).reshape(10, 1)
    X_train, X_test, y_train, y_test = train_test_split(X, y, 0.3, rng=0)
    assert (len(X_train), len(X_test)) == (7, 3)
    for part, targets in ((X_train, y_train), (X_test, y_test)):
        assert (part[:, 0] == 2 * targets[:, 0]).all()
    assert sorted([*y_train[:, 0], *y_test[:, 0]]) == list(range(10))
    again = train_test_split(X, y, 0.3, rng=0)
    assert (again[1] == X_test).all() and (train_test_split(X, y, rng=1)[1] != X_test).any()
    X_train[:] = -1
    assert X.min() == 0


def test_each_side_of_a_split_keeps_a_row():
    X, y = np.zeros((3, 1)), np.zeros((3, 1))
    assert len(train_test_split(X, y, 0.01)[1]) == 1 and len(train_test_split(X, y, 0.99)[0]) == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"test_size": 0},
        {"test_size": 1},
        {"test_size": -0.1},
        {"test_size": "third"},
        {"X": [[1.0]], "y": [[1.0]]},
        {"y": [1, 2]},
        {"y": [[1]]},
        {"rng": "seed"},
        {"X": "ab"},
    ],
    ids=str,
)
def test_bad_splits_are_refused(bad):
    with pytest.raises(ValueError):
        train_test_split(**{"X": [[1.0], [2.0]], "y": [[1.0], [2.0]]} | bad)


def test_a_table_as_text_may_begin_with_the_mark_that_spreadsheets_write():
    X, y = load_points("\ufeff1,2\n3,4")
    assert X.tolist() == [[1], [3]] and y.tolist() == [[2], [4]]


def test_a_table_reads_no_number_with_an_underscore():
    with pytest.raises(ValueError, match="1_0"):
        load_points("0,1\n1_0,2")
