package talkspurt.control;

import akka.NotUsed;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.JournalConfig;
import akka.persistence.jdbc.journal.dao.DefaultJournalDao;
import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.scaladsl.Source;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import scala.Function1;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;
import slick.jdbc.SimpleJdbcAction;

/**
 * Writes to the journal as Akka does, where there is room, in transactions that first look whether this
 * node's cluster still holds the lease. Whatever a node believes, rows of two clusters do
 * not mix; and what is acknowledged is in the database's file. Events of calls are encrypted ({@link SealedRows}); it reads
 * an {@link UnreadableEvent} where one cannot be read.
 */
final class FencedJournalDao extends DefaultJournalDao {

  private final ClusterIdentity identity;
  private final DiskWatch disk;
  private final DefaultJournalDao calls;
  private final CallKeys keys;
  private final SealedEvents sealed;
  private final InstantSource clock = InstantSource.system();

  /** Made by Akka, as persistence.conf says. */
  FencedJournalDao(
      JdbcBackend.DatabaseDef database,
      JdbcProfile profile,
      JournalConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, config, serialization, executor, materializer);
    this.identity = ClusterIdentity.of(Adapter.toTyped(materializer.system()));
    this.disk = DiskWatch.of(Adapter.toTyped(materializer.system()));
    Serialization lenient = new LenientSerialization((ExtendedActorSystem) materializer.system());
    this.calls = new DefaultJournalDao(database, profile, config, lenient, executor, materializer);
    this.keys = CallKeys.of(Adapter.toTyped(materializer.system()));
    this.sealed = new SealedEvents(lenient);
  }

  @Override
  public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
      String persistenceId, long from, long to, long max) {
    return CallEntity.isCall(persistenceId)
        ? SealedMessages.read(
            db(), keys, sealed, persistenceId, calls.messages(persistenceId, from, to, max))
        : super.messages(persistenceId, from, to, max);
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // of Slick's effect types Java knows nothing
  public Future<BoxedUnit> writeJournalRows(
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    try {
      // before a transaction begins: to roll one back, H2 writes too, and many try again
      disk.check();
    } catch (DiskFullException full) {
      return Future$.MODULE$.failed(full);
    }
    SealedRows sealing = new SealedRows(keys);
    DBIOAction seal = new SimpleJdbcAction<>(
        (Function1<JdbcBackend.JdbcActionContext, Seq>) context -> seal(context, sealing, rows));
    Function1<Seq, DBIOAction> write = these -> queries().writeJournalRows(these, ec());
    DBIOAction both = seal.flatMap(write, ec());
    DBIOAction together = profile().api().jdbcActionExtensionMethods(both).transactionally();
    DBIOAction await =
        new SimpleJdbcAction<>((Function1<JdbcBackend.JdbcActionContext, BoxedUnit>) this::await);
    Future<Object> written = db().run(together.andThen(await).withPinnedSession());
    return written.map(
        count -> {
          sealing.committed();
          return BoxedUnit.UNIT;
        },
        ec());
  }

  private Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> seal(
      JdbcBackend.JdbcActionContext context,
      SealedRows sealing,
      Seq<Tuple2<JournalAkkaSerializationRow, Set<String>>> rows) {
    check(context);
    try {
      List<Tuple2<JournalAkkaSerializationRow, Set<String>>> these =
          CollectionConverters.asJava(rows);
      Map<String, CallSeal> seals = sealing.seals(
          context.connection(), these.stream().map(Tuple2::_1).toList(), clock.instant());
      return CollectionConverters.asScala(these.stream()
              .map(row -> new Tuple2<>(SealedRows.sealed(row._1(), seals), row._2()))
              .toList())
          .toList();
    } catch (SQLException fault) {
      throw new IllegalStateException(
          "keys of calls cannot be kept: " + DatabaseMessage.of(fault), fault);
    }
  }

  private void check(JdbcBackend.JdbcActionContext context) {
    try {
      identity.check(context.connection());
    } catch (SQLException fault) {
      throw new IllegalStateException(
          "the lease cannot be read: " + DatabaseMessage.of(fault), fault);
    }
  }

  /** On the connection that has written: another could be one of a file that was opened again. */
  private BoxedUnit await(JdbcBackend.JdbcActionContext context) {
    try {
      CommittedWrites.await(context.connection());
      return BoxedUnit.UNIT;
    } catch (SQLException fault) {
      throw new IllegalStateException(DatabaseMessage.of(fault), fault);
    }
  }
}
