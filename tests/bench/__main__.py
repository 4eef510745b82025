"""The benchmark: `python -m tests.bench [--names 1000 10000 100000] [--chart FILE.png]`.

First the matcher, then the whole bot under load (load.py, also alone: `python -m tests.bench.load`), then the polling
of feeds (feeds.py, also alone: `python -m tests.bench.feeds`), the grouping of articles into stories (grouping.py, also
alone), how often unusual numbers of mentions are taken for such (trends.py, also alone) and what it costs to look for
them (trend_cost.py, also alone), what digests cost (digests.py, also alone), and how long answers take on a full
database (answers.py, also alone; there with five times the articles).
The yardstick is the usual exact pipeline, pyahocorasick behind `str.translate` (see yardstick.py); articles come from
`$RASID_BENCH_CORPUS`, the shared folder, or are made up (see corpus.py). Asserts nothing about time.
"""

import argparse
import sys
from itertools import chain
from pathlib import Path

from tests.bench import answers, corpus, feeds, grouping, listed, load, measure, table, trend_cost, trends


def main() -> None:
    """Measure and print, and draw where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.split("\n")[0])
    parser.add_argument("--names", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="names to watch for")
    parser.add_argument("--chart", type=Path, help="write a picture (PNG) of the ratios to this file")
    parser.add_argument("--shipped", action="store_true", help="only the shipped lists")
    options = parser.parse_args()
    articles = corpus.read()
    print(f"{articles.source}: {len(articles.known)} articles to warm up, {len(articles.unseen)} unseen ones")
    print(listed.shipped_lists(articles), flush=True)
    if options.shipped:
        return
    rows = []
    for amount in options.names:
        rows.append(measure.measure(amount, articles))
        print(f"measured with {amount:,} names", file=sys.stderr)
    print(f"\n{table.speed(rows)}\n\n{table.recall(rows)}")
    if options.chart:
        from tests.bench.chart import draw

        draw(rows, options.chart)
    print()
    unusual = chain(trends.trends(0.5, 40), trend_cost.on_sqlite(100_000, 300))
    bot = chain(load.load(load.Size()), feeds.feeds(feeds.FEEDS), grouping.grouping(grouping.SIZES), unusual)
    for line in chain(bot, answers.answers(20_000, 5)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
