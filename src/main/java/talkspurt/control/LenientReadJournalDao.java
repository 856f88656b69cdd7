package talkspurt.control;

import akka.actor.ExtendedActorSystem;
import akka.persistence.jdbc.config.ReadJournalConfig;
import akka.persistence.jdbc.query.dao.DefaultReadJournalDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import scala.concurrent.ExecutionContext;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/** Reads the journal as Akka does, with an {@link UnreadableEvent} for each row that cannot be read. */
final class LenientReadJournalDao extends DefaultReadJournalDao {

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
  }
}
