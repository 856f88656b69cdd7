package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static talkspurt.call.CallSamples.AT;
import static talkspurt.call.CallSamples.PLAN;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.AtomicWrite;
import akka.persistence.PersistentRepr;
import akka.persistence.PersistentRepr$;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.db.SlickDatabase;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import akka.serialization.SerializationExtension;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.util.Try;
import talkspurt.call.CallEvent;
import talkspurt.telemetry.Metrics;

/** The last fence before the journal, alone with its database. */
class FencedJournalDaoTest {

  private static final String CALL = CallEntity.persistenceId("1").id();
  private static final CallEvent EVENT = new CallEvent.CallRegistered(AT, PLAN);

  private static Config config;

  private ActorTestKit kit;
  private Database database;
  private PostgresLease lease;
  private ClusterIdentity identity;
  private FencedJournalDao journal;

  @BeforeAll
  static void startPostgres() throws SQLException {
    config = ConfigFactory.parseString("""
            akka.actor.provider = local
            akka.persistence.journal.auto-start-journals = []
            akka.persistence.snapshot-store.auto-start-snapshot-stores = []
            """).withFallback(TestDatabase.postgres("fence"));
  }

  @BeforeEach
  void start() {
    kit = ActorTestKit.create("fence", config);
    Schema.prepare(kit.system(), SchemaUse.MIGRATE);
    database = Database.of(kit.system());
    run("DELETE FROM event_journal");
    run("DELETE FROM cluster_lease");
    lease = new PostgresLease(Schema.Access.of(database.pool()));
    identity = ClusterIdentity.of(kit.system());
    Config settings = config.getConfig("jdbc-journal");
    SlickDatabase slick =
        ((SlickExtensionImpl) SlickExtension.get(kit.system())).database(settings);
    journal = new FencedJournalDao(
        slick.database(),
        slick.profile(),
        new JournalConfig(settings),
        SerializationExtension.get(kit.system()),
        kit.system().executionContext(),
        Materializer.matFromSystem(kit.system()));
  }

  @AfterEach
  void stop() {
    lease.close();
    kit.shutdownTestKit();
  }

  @Test
  void aNodeOfItsOwnWritesWithoutALease() {
    write(1, 2);
    assertThat(written()).containsExactly(1L, 2L);
  }

  @Test
  void whoseClusterHoldsTheLeaseWrites() {
    lease.found(Optional.empty(), "x", "one");
    identity.hold("x");
    write(1);
    lease.renew("x", List.of("one", "two"));
    write(2, 3);
    assertThat(written()).containsExactly(1L, 2L, 3L);
    assertThat(number("SELECT count(*) FROM event_tag WHERE tag = 'call'")).isEqualTo(3);
  }

  @Test
  void whoBelongsToNoClusterYetWritesNothing() {
    lease.found(Optional.empty(), "x", "one");
    identity.await();
    assertRefused("this node belongs to no cluster yet", 1);
    assertThat(identity.isLost()).isFalse();
    identity.hold("x");
    write(1);
    assertThat(written()).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoseClusterWasReplacedWritesNothingAnyMore(boolean byAnother) {
    lease.found(Optional.empty(), "x", "one");
    identity.hold("x");
    write(1);
    if (byAnother) {
      lease.found(lease.look(), "y", "two");
    } else {
      run("DELETE FROM cluster_lease");
    }
    assertRefused("another cluster has taken the place of this node's", 2, 3);
    assertThat(identity.isLost()).isTrue();
    assertThat(identity.whenLost().toCompletableFuture()).isCompletedWithValue("x");

    run("UPDATE cluster_lease SET incarnation = 'x'");
    assertRefused("another cluster has taken the place of this node's", 2);
    assertThat(written()).containsExactly(1L);
  }

  @Test
  void whereTheLeaseCannotBeReadNothingIsWrittenAndNothingIsLost() {
    lease.found(Optional.empty(), "x", "one");
    identity.hold("x");
    run("ALTER TABLE cluster_lease RENAME TO away");
    try {
      assertRefused("the lease cannot be read: ", 1);
      assertThat(identity.isLost()).isFalse();
    } finally {
      run("ALTER TABLE away RENAME TO cluster_lease");
    }
    write(1);
    assertThat(written()).containsExactly(1L);
  }

  /** Calls and shards try again and again, and H2 writes for each transaction that is rolled back. */
  @Test
  void whereThereIsNoRoomNoTransactionBegins() {
    DiskWatch disk = DiskWatch.of(kit.system());
    disk.watch(() -> new Disk.Room(0, 1L << 40), new DiskReserve(1 << 20));
    database.pool().close();
    assertThatThrownBy(() -> write(1)).hasCauseInstanceOf(DiskFullException.class);
    CallLogWriter callLog = new CallLogWriter(database, disk, new Metrics());
    assertThat(callLog.write(new LogRows(1, Map.of())))
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(DiskFullException.class);
  }

  @Test
  void rowsOfOneTransactionAreWrittenTogetherOrNotAtAll() {
    write(2);
    assertThatThrownBy(() -> write(1, 2)).isInstanceOf(CompletionException.class);
    assertThat(written()).containsExactly(2L);
  }

  @Test
  void ofCallsAloneAnEventThatCannotBeReadIsReadAsSuch() {
    write(1);
    RawJournal raw = new RawJournal(kit.system());
    raw.write(CALL, 2, StoredForm.EVENT_ID, RawJournal.Damage.TYPE.bytes());
    raw.write("other|1", 1, StoredForm.EVENT_ID, RawJournal.Damage.TYPE.bytes());
    assertThat(read(CALL))
        .extracting(row -> row.get()._1().payload())
        .containsExactly(EVENT, new UnreadableEvent("event of unknown type call-praised"));
    assertThat(read("other|1")).extracting(Try::isFailure).containsExactly(true);
  }

  private void assertRefused(String why, long... numbers) {
    List<Long> before = written();
    assertThatThrownBy(() -> write(numbers))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfAny(DatabaseFault.class, IllegalStateException.class)
        .hasMessageStartingWith(why);
    assertThat(written()).isEqualTo(before);
  }

  /** In one transaction, as events of one command are. */
  private void write(long... numbers) {
    List<PersistentRepr> rows = Arrays.stream(numbers).mapToObj(this::row).toList();
    FutureConverters.asJava(journal.asyncWriteMessages(seq(List.of(new AtomicWrite(seq(rows))))))
        .toCompletableFuture()
        .join();
  }

  private PersistentRepr row(long number) {
    Object tagged = new akka.persistence.journal.Tagged(EVENT, Set.of(CallEntity.TAG));
    return PersistentRepr$.MODULE$.apply(tagged, number, CALL, "", false, null, "writer");
  }

  private static <T> scala.collection.immutable.Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toList();
  }

  private List<Try<Tuple2<PersistentRepr, Object>>> read(String persistenceId) {
    return journal
        .messages(persistenceId, 1, Long.MAX_VALUE, 100)
        .asJava()
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .join();
  }

  private List<Long> written() {
    return database.transactNow(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(
              "SELECT array_agg(sequence_number ORDER BY sequence_number) FROM event_journal");
          ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getArray(1) == null
            ? List.of()
            : Arrays.stream((Object[]) row.getArray(1).getArray())
                .map(Long.class::cast)
                .toList();
      }
    });
  }

  private long number(String sql) {
    return database.transactNow(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  private void run(String sql) {
    database.transactNow(connection -> {
      TestDatabase.run(connection, sql);
      return null;
    });
  }
}
