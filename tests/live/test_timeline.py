"""A film's steps, as an object."""

from nnlab.live.timeline import Timeline


def test_it_reports_where_the_reader_wants_to_go(page):
    line = Timeline(titles=["sums", "loss"], turn=1, position=1)
    heard = []
    line.on_event(heard.append)
    line.event({"type": "go", "position": 2})
    assert heard == [{"type": "go", "position": 2}] and line.position == 1  # Python moves it
    sent = page(line).told
    line.put({"position": 2, "end": "done"})
    assert len(sent) == 1 and set(sent[0]) == {"position", "end"}
    line.close()
