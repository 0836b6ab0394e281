"""Judges recorded traffic on a Spark cluster: each task runs `account-links validate --partial` on a share, the results
are merged in a tree, and `account-links merge` makes the report of them on any machine.

    spark-submit account_links_spark.py --shards 64 --out merged.json /mnt/logs
    account-links merge merged.json --reporter junit=report.xml

Paths are read by the executors themselves, which need them under the same names (a mounted file system, a volume). Files
that only Spark can read are named by their URIs (`s3a://…`, `hdfs://…`), one for each file of one record a line: Spark
reads them and pipes their lines. Needs Node and the command `account-links` on the driver and on each executor.
"""

import argparse
import itertools
import shlex
import subprocess
import sys

from pyspark import SparkContext

LINES = "org.apache.hadoop.mapreduce.lib.input.TextInputFormat"
KEY, VALUE = "org.apache.hadoop.io.LongWritable", "org.apache.hadoop.io.Text"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", metavar="PATH|URI", help="files and folders, or URIs of files")
    parser.add_argument("--shards", type=int, default=8, help="how many shares, at least as many as cores (8)")
    parser.add_argument("--out", required=True, help="where the merged result goes, for `account-links merge`")
    parser.add_argument("--command", default="account-links", help="how the executors call account-links")
    parser.add_argument("--options", default="", help="further options of validate, such as '--format ndjson'")
    args = parser.parse_args()
    are_uris = {"://" in one for one in args.inputs}
    if len(are_uris) > 1:
        parser.error("name either paths that the executors can read, or URIs: not both")

    sc = SparkContext.getOrCreate()
    shards = piped_lines if are_uris == {True} else shares_of_paths
    command = shlex.split(args.command)
    # Without checkCode a task whose process has failed counts as done, and its share is lost without a word.
    partials = shards(sc, args, command).filter(lambda line: line.strip() != "")
    merged = partials.treeReduce(lambda a, b: merge(command, a, b))
    with open(args.out, "w", encoding="utf-8") as file:
        file.write(merged.strip() + "\n")
    sc.stop()


def shares_of_paths(sc, args, command):
    """A task for each share; what it reads is told by the number of its share alone."""
    validate = shlex.join([*command, "validate", *args.inputs, *shlex.split(args.options), "--partial"])
    script = f'read -r shard && exec {validate} --shard "$shard"'
    numbers = [f"{index}/{args.shards}" for index in range(1, args.shards + 1)]
    return sc.parallelize(numbers, args.shards).pipe(shlex.join(["sh", "-c", script]), checkCode=True)


def piped_lines(sc, args, command):
    """A task for each split of each file. The first line that it is piped says which one it is."""
    conf = {"textinputformat.record.delimiter": "\n"}  # or a carriage return would be lost, and the place with it
    files = [(uri, sc.newAPIHadoopFile(uri, LINES, KEY, VALUE, conf=split_conf(sc, uri, conf, args.shards)).values()) for uri in args.inputs]
    names = [uri for uri, lines in files for _ in range(lines.getNumPartitions())]

    def with_name(index, lines):
        return itertools.chain([f"{index + 1}/{len(names)} {names[index]}"], lines)

    validate = shlex.join([*command, "validate", "-", *shlex.split(args.options), "--partial"])
    script = f'read -r shard name && exec {validate} --shard "$shard" --stdin-name "$name"'
    lines = sc.union([lines for _, lines in files])
    return lines.mapPartitionsWithIndex(with_name).pipe(shlex.join(["sh", "-c", script]), checkCode=True)


def split_conf(sc, uri, conf, shards):
    """About as many splits as shares were asked for."""
    path = sc._jvm.org.apache.hadoop.fs.Path(uri)
    size = path.getFileSystem(sc._jsc.hadoopConfiguration()).getFileStatus(path).getLen()
    return {**conf, "mapreduce.input.fileinputformat.split.maxsize": str(max(size // shards, 1))}


def merge(command, a, b):
    """Two results in, one out: in any order, and as often as Spark likes."""
    text = f"{a.strip()}\n{b.strip()}\n".encode()
    done = subprocess.run([*command, "merge", "-", "--partial"], input=text, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"account-links merge ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode()


if __name__ == "__main__":
    sys.exit(main())
