"""A lake of many machines: its catalogue in PostgreSQL, its Parquet files in an S3 bucket.

**Readers work on a copy of the catalogue** here too: its rows, read in one look at the database,
as an SQLite file of their own (``carried.py``), beside the bucket's files. So versions are read as
of a folder's lake, also while PostgreSQL is away. The one writer works on PostgreSQL itself, under
an advisory lock, whose session is asked again right before the commit: a lock is lost with its
connection. The bucket keeps checksums of its own; what is looked at is that each file is there and
as long as it was.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import monotonic

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import DuckDBPyConnection

from cockpit import bucket as buckets
from cockpit import postgres
from cockpit.errors import CockpitError, LakeBusy, Refused, StoreAway, StoreBroken
from cockpit.places import Shared
from cockpit.postgres import Held, Session
from cockpit.warehouse import carried, extensions
from cockpit.warehouse import catalogue as catalogues
from cockpit.warehouse.carried import MAKING, SCHEMA
from cockpit.warehouse.catalogue import DataFile, Taken
from cockpit.warehouse.ground import FILES, Hashes, attached, require_no_move
from cockpit.warehouse.reader import quoted

NEWEST = f"""
    select max(snapshot_id), (select schema_uuid::text from {SCHEMA}.ducklake_schema
    where begin_snapshot = 0 limit 1) from {SCHEMA}.ducklake_snapshot
"""
LOST = "从 PostgreSQL 和桶的备份恢复到同一时刻；桶开了版本的，把这个文件的删除标记去掉"
SEEN = 1.0  # seconds for which a list of the bucket's files holds


class SharedGround:
    """The ground of a shared store."""

    extensions: tuple[str, ...] = extensions.OF_SHARED

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.place = f"{postgres.place(shared)}，{shared.data}"
        self.data_path = f"{shared.data}/{FILES}/"
        self._sessions = postgres.sessions(shared)
        self._bucket = buckets.bucket(shared)
        self._listed: tuple[float, dict[str, int]] = (-SEEN, {})

    def exists(self) -> bool:
        """Whether a store was made here; one that cannot be reached was."""
        try:
            return self._sessions.has(f"{SCHEMA}.ducklake_snapshot")
        except StoreAway:
            return True

    def mark(self) -> object:
        """The newest snapshot, and whose."""
        try:
            return self._sessions.ask(NEWEST)[0]
        except CockpitError as problem:
            return str(problem)

    def take(self) -> Taken:
        """The catalogue as of now."""
        content = self._sessions.run(_whole)
        if not content:
            raise StoreBroken("湖的目录库不见了", where=self.place, way_out=LOST)
        return catalogues.of_bytes(content, self.place)

    def checked(self) -> tuple[Taken, Hashes]:
        """The catalogue as of now; of files in a bucket no hashes are kept."""
        return self.take(), {}

    def require(self, files: Sequence[DataFile], hashes: Hashes) -> None:  # noqa: ARG002
        """Raise StoreBroken unless each file is in the bucket, as long as it was."""
        wrong = self._wrong(files, self._sizes())
        if wrong:  # a list may be older than the catalogue
            wrong = self._wrong(files, self._sizes(now=True))
        if wrong:
            name, what = next(iter(wrong.items()))
            if len(wrong) > 1:
                what = f"{len(wrong)} 个数据文件有问题，第一个：{what}"
            raise StoreBroken(what, where=f"{self.data_path}{name}", way_out=LOST)

    def _wrong(self, files: Sequence[DataFile], sizes: dict[str, int]) -> dict[str, str]:
        wrong = {}
        for file in files:
            size = sizes.get(file.name)
            if size is None:
                wrong[file.name] = "数据文件不见了"
            elif size != file.size:
                wrong[file.name] = f"数据文件不完整：{size:,} 字节，应有 {file.size:,}"
        return wrong

    def _sizes(self, *, now: bool = False) -> dict[str, int]:
        at, known = self._listed
        if now or monotonic() - at > SEEN:
            known = self._bucket.sizes(FILES)
            self._listed = (monotonic(), known)
        return known

    def wrong_files(
        self,
        files: Sequence[DataFile],
        hashes: Hashes,  # noqa: ARG002  (there are none)
    ) -> dict[Path, str]:
        """Read every row of every file; what is wrong, in Chinese, by file."""
        sizes = self._sizes(now=True)
        found = {}
        for file in files:
            said = self._wrong([file], sizes).get(file.name) or self._unreadable(file)
            if said:
                found[Path(f"{self.data_path}{file.name}")] = said
        return found

    def _unreadable(self, file: DataFile) -> str:
        try:
            with self._bucket.opened(f"{FILES}/{file.name}") as opened:
                rows = sum(batch.num_rows for batch in pq.ParquetFile(opened).iter_batches())
        except (pa.ArrowException, OSError, ValueError):
            return "数据文件里的行读不出来"
        return "" if rows == file.rows else f"数据文件有 {rows:,} 行，应有 {file.rows:,}"

    @contextmanager
    def told(self, *, ours: bool = False) -> Iterator[None]:
        """Raise what DuckDB says of the store as one of the family."""
        try:
            yield
        except duckdb.Error as problem:
            said = self._said(str(problem))
            if said is None and not ours:
                raise
            broken = StoreBroken("湖读不出来", where=self.place, way_out=LOST)
            raise (said or broken) from problem

    def _said(self, text: str) -> CockpitError | None:
        lower = text.lower()
        if "transaction conflict" in lower or "failed to commit ducklake" in lower:
            return LakeBusy("别的程序同时写了", where=self.place, way_out="稍后再试")
        if "no space left" in lower or "disk full" in lower:
            return Refused("PostgreSQL 的磁盘满了", where=self.place, way_out="腾出磁盘空间再试")
        if "postgres" in lower or "server closed the connection" in lower or "libpq" in lower:
            place = postgres.place(self.shared)
            return StoreAway("连不上 PostgreSQL", where=place, way_out=postgres.WAY_OUT)
        if "s3://" in lower or "http" in lower:
            if "404" in lower or "not found" in lower:
                return StoreBroken("数据文件不见了", where=self.shared.data, way_out=LOST)
            said = buckets.told(text, self.shared)
            return said if isinstance(said, StoreAway) else None
        return None

    def held(self, lock: object) -> Callable[[], None]:
        """Whether the lock's session lives still."""
        return lock.require if isinstance(lock, Held) else lambda: None

    def prepare(self, con: DuckDBPyConnection) -> None:
        """Tell a DuckDB the keys of bucket and database; they stay in its memory."""
        its = self.shared
        said = {
            "key_id": quoted(its.key_id),
            "secret": quoted(its.secret),
            "region": quoted(its.region),
            "url_style": "'path'" if its.path_style else "'vhost'",
            "use_ssl": "true" if its.is_encrypted else "false",
            "scope": quoted(f"s3://{its.bucket}"),
        }
        if its.endpoint:
            said["endpoint"] = quoted(its.endpoint)
        words = ", ".join(f"{name} {value}" for name, value in said.items())
        con.execute(f"create or replace secret cockpit_s3 (type s3, provider config, {words})")
        con.execute(
            "create or replace secret cockpit_postgres"
            f" (type postgres, password {quoted(its.password)})"
        )
        con.execute("set http_timeout = 30")
        # no file changes under its name: what was read of one needs no second look
        con.execute("set enable_http_metadata_cache = true")
        con.execute("set validate_external_file_cache = 'NO_VALIDATION'")

    def writer(self) -> AbstractContextManager[DuckDBPyConnection]:
        """A writing attachment, the lake as default."""
        return self._attached(SCHEMA)

    def _attached(self, schema: str) -> AbstractContextManager[DuckDBPyConnection]:
        store = f"postgres:{self.shared.catalogue} connect_timeout={postgres.CONNECT}"
        secret = ", meta_secret 'cockpit_postgres'" if self.shared.password else ""
        # the first is where PostgreSQL's tables are looked for, the second where DuckLake's are
        return attached(
            self, store, f", meta_schema '{schema}', metadata_schema '{schema}'{secret}"
        )

    @contextmanager
    def making(self) -> Iterator[DuckDBPyConnection]:
        """A catalogue in the making, which gets its name when the block is done."""
        self.make()
        require_no_move(self.shared, self.place)
        self._prepare_making()
        try:
            with self._attached(MAKING) as con:
                yield con
            self._sessions.run(_named)
        finally:
            with suppress(CockpitError):
                self._drop_making()

    def _prepare_making(self) -> None:
        self._drop_making()  # of a first start, or a move, that was killed
        self._sessions.run(lambda s: s.execute(f"create schema {MAKING}".encode()))

    def _drop_making(self) -> None:
        self._sessions.run(lambda s: s.execute(f"drop schema if exists {MAKING} cascade".encode()))

    def files(self) -> set[str]:
        """The Parquet files that are there, by name."""
        return set(self._sizes(now=True))

    def remove(self, files: set[str]) -> None:
        """Take Parquet files away."""
        for name in files:
            self._bucket.delete(f"{FILES}/{name}")

    def seal(self, hashes: Hashes | None = None) -> None:
        """Nothing: what is there is in the database."""

    def sizes(self) -> dict[str, int]:
        """The Parquet files that are there, by name, with their bytes."""
        return self._sizes(now=True)

    def old_files(self, before: datetime) -> set[str]:  # noqa: ARG002
        """None: another machine's load may be writing what looks left over."""
        return set()

    def begin_upkeep(self) -> None:
        """Nothing: a database is its own seal."""

    def shrink(self) -> None:
        """Nothing: PostgreSQL does it by itself."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep a catalogue as it was beside the files."""
        self._bucket.put(name, content)

    def make(self) -> None:
        """Make our own tables; needs the bucket."""
        self._bucket.require()
        self._sessions.make()

    def has_catalogue(self) -> bool:
        """Whether a catalogue is there."""
        return self._sessions.has(f"{SCHEMA}.ducklake_snapshot")

    def size(self, name: str) -> int | None:
        """How long a Parquet file is."""
        return self._bucket.size(f"{FILES}/{name}")

    def read(self, name: str) -> bytes:
        """A Parquet file's bytes."""
        content = self._bucket.get(f"{FILES}/{name}")
        if content is None:
            raise StoreBroken("数据文件不见了", where=f"{self.data_path}{name}", way_out=LOST)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Put a Parquet file there."""
        self._bucket.put(f"{FILES}/{name}", content)

    def install(self, content: bytes) -> None:
        """Make another store's catalogue this one's."""

        def filled(session: Session) -> None:
            carried.to_postgres(content, session, MAKING, self.data_path)
            _named(session)

        self._prepare_making()
        with self._attached(MAKING):
            pass  # DuckLake makes its tables
        self._sessions.run(filled)

    def forget(self, name: str) -> None:
        """Take a small file away."""
        self._sessions.run(
            lambda session: session.execute("delete from cockpit.kept where name = %s", [name])
        )


def _whole(session: Session) -> bytes:
    session.execute("set transaction isolation level repeatable read read only")
    (there,) = session.execute(f"select to_regclass('{SCHEMA}.ducklake_snapshot')").fetchone() or (
        None,
    )
    return carried.to_sqlite(session) if there else b""


def _named(session: Session) -> None:
    session.execute(f"alter schema {MAKING} rename to {SCHEMA}".encode())
