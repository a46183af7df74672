"""The same submissions in another order, and all at once instead of over two years, make the same releases."""

import random

from made_up_history import DAYS, History
from made_up_warehouse import Warehouse

from district_reports import pipeline
from district_reports.releases import Outcome


def test_any_order_of_arrival_makes_the_same_releases(history: History):
    settings = history.settings
    newest = history.results[DAYS[-1]]
    Warehouse(settings.database_url, settings.local_dir).empty()
    submissions = pipeline.list_pending_submissions(settings)
    random.Random(1).shuffle(submissions)
    pipeline.ingest_submissions(settings, submissions)
    results = history.publish(DAYS[-1])

    assert len(submissions) > 200
    assert [one.release_id for one in results] == [one.release_id for one in newest]
    assert {one.outcome for one in results} == {Outcome.UNCHANGED}, [
        one for one in results if one.outcome != Outcome.UNCHANGED
    ]
