package talkspurt.control;

import akka.NotUsed;
import akka.persistence.PersistentRepr;
import akka.stream.scaladsl.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import scala.Function1;
import scala.Tuple2;
import scala.concurrent.Future;
import scala.util.Try;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.SimpleJdbcAction;

/** Events of one call as Akka reads them, opened with the call's key. */
final class SealedMessages {

  private SealedMessages() {}

  /** The same rows, opened; the key is read before the first of them. */
  static Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> read(
      JdbcBackend.DatabaseDef database,
      CallKeys keys,
      SealedEvents sealed,
      String persistenceId,
      Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> rows) {
    return akka.stream.javadsl.Source.future(seal(database, keys, persistenceId))
        .flatMapConcat(seal -> rows.asJava().map(row -> opened(sealed, seal, row)))
        .asScala();
  }

  /** How a call is kept, for who reads it. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // of Slick's effect types Java knows nothing
  static Future<CallSeal> seal(
      JdbcBackend.DatabaseDef database, CallKeys keys, String persistenceId) {
    String call = CallEntity.callId(persistenceId);
    Function1<JdbcBackend.JdbcActionContext, CallSeal> read =
        context -> seal(context.connection(), keys, call);
    DBIOAction action = new SimpleJdbcAction<>(read);
    return database.run(action);
  }

  private static CallSeal seal(Connection connection, CallKeys keys, String call) {
    try {
      return keys.toRead(connection, List.of(call)).get(call);
    } catch (SQLException fault) {
      throw new IllegalStateException(
          "the key of a call cannot be read: " + DatabaseMessage.of(fault), fault);
    }
  }

  private static Try<Tuple2<PersistentRepr, Object>> opened(
      SealedEvents sealed, CallSeal seal, Try<Tuple2<PersistentRepr, Object>> row) {
    return row.map(both -> {
      PersistentRepr event = both._1();
      Object read = sealed.read(event.payload(), seal, event.persistenceId(), event.sequenceNr());
      return new Tuple2<>(event.withPayload(read), both._2());
    });
  }
}
