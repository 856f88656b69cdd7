package talkspurt.control;

import akka.NotUsed;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.persistence.PersistentRepr;
import akka.persistence.jdbc.config.ReadJournalConfig;
import akka.persistence.jdbc.query.dao.DefaultReadJournalDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import akka.stream.scaladsl.Source;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/** Reads the journal as Akka does, with an {@link UnreadableEvent} for each row that cannot be read. */
final class LenientReadJournalDao extends DefaultReadJournalDao {

  private final CallKeys keys;
  private final SealedEvents sealed;

  /** Made by Akka, as persistence.conf says. */
  LenientReadJournalDao(
      JdbcBackend.DatabaseDef database,
      JdbcProfile profile,
      ReadJournalConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(
        database,
        profile,
        config,
        new LenientSerialization((ExtendedActorSystem) materializer.system()),
        executor,
        materializer);
    this.keys = CallKeys.of(Adapter.toTyped(materializer.system()));
    this.sealed =
        new SealedEvents(new LenientSerialization((ExtendedActorSystem) materializer.system()));
  }

  @Override
  public Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
      String persistenceId, long from, long to, long max) {
    Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> rows =
        super.messages(persistenceId, from, to, max);
    return CallEntity.isCall(persistenceId)
        ? SealedMessages.read(db(), keys, sealed, persistenceId, rows)
        : rows;
  }
}
