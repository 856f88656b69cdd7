package talkspurt.control;

import akka.actor.typed.javadsl.Adapter;
import akka.persistence.SnapshotMetadata;
import akka.persistence.jdbc.AkkaSerialization;
import akka.persistence.jdbc.config.SnapshotConfig;
import akka.persistence.jdbc.snapshot.dao.DefaultSnapshotDao;
import akka.serialization.Serialization;
import akka.stream.Materializer;
import scala.Option;
import scala.Tuple2;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/** Keeps snapshots as Akka does, those of calls encrypted under the key of the call. */
final class SealedSnapshotDao extends DefaultSnapshotDao {

  private final JdbcBackend.DatabaseDef database;
  private final Serialization serialization;
  private final ExecutionContext executor;
  private final CallKeys keys;

  /** Made by Akka, as persistence.conf says. */
  SealedSnapshotDao(
      JdbcBackend.DatabaseDef database,
      JdbcProfile profile,
      SnapshotConfig config,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, config, serialization, executor, materializer);
    this.database = database;
    this.serialization = serialization;
    this.executor = executor;
    this.keys = CallKeys.of(Adapter.toTyped(materializer.system()));
  }

  @Override
  public Future<BoxedUnit> save(SnapshotMetadata of, Object snapshot) {
    if (!CallEntity.isCall(of.persistenceId())) {
      return super.save(of, snapshot);
    }
    return keys.toWrite(CallEntity.callId(of.persistenceId()))
        .map(seal -> save(of, snapshot, seal))
        .orElseGet(() -> SealedMessages.seal(database, keys, of.persistenceId())
            .flatMap(seal -> save(of, snapshot, seal), executor));
  }

  private Future<BoxedUnit> save(SnapshotMetadata of, Object snapshot, CallSeal seal) {
    if (seal instanceof CallSeal.Plain) {
      return super.save(of, snapshot);
    }
    if (seal instanceof CallSeal.Keyed keyed) {
      AkkaSerialization.AkkaSerialized plain =
          AkkaSerialization.serialize(serialization, snapshot).get();
      byte[] sealed = new Sealing(plain.serId(), plain.serManifest(), plain.payload())
          .sealed(keyed.key(), Sealing.Row.SNAPSHOT, of.persistenceId(), of.sequenceNr());
      return super.save(of, new SealedBytes(sealed));
    }
    // erased, or not to be read here: a snapshot spares events to read, and can be done without
    return Future$.MODULE$.successful(BoxedUnit.UNIT);
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> latestSnapshot(String persistenceId) {
    return opened(super.latestSnapshot(persistenceId));
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxTimestamp(
      String persistenceId, long timestamp) {
    return opened(super.snapshotForMaxTimestamp(persistenceId, timestamp));
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxSequenceNr(
      String persistenceId, long number) {
    return opened(super.snapshotForMaxSequenceNr(persistenceId, number));
  }

  @Override
  public Future<Option<Tuple2<SnapshotMetadata, Object>>> snapshotForMaxSequenceNrAndMaxTimestamp(
      String persistenceId, long number, long timestamp) {
    return opened(super.snapshotForMaxSequenceNrAndMaxTimestamp(persistenceId, number, timestamp));
  }

  private Future<Option<Tuple2<SnapshotMetadata, Object>>> opened(
      Future<Option<Tuple2<SnapshotMetadata, Object>>> found) {
    return found.flatMap(
        snapshot -> snapshot.isDefined() && snapshot.get()._2() instanceof SealedBytes sealed
            ? SealedMessages.seal(database, keys, snapshot.get()._1().persistenceId())
                .map(seal -> opened(snapshot.get()._1(), sealed, seal), executor)
            : Future$.MODULE$.successful(snapshot),
        executor);
  }

  private Option<Tuple2<SnapshotMetadata, Object>> opened(
      SnapshotMetadata of, SealedBytes sealed, CallSeal seal) {
    if (!(seal instanceof CallSeal.Keyed keyed)) {
      return Option.empty();
    }
    return Sealing.opened(
            keyed.key(), Sealing.Row.SNAPSHOT, of.persistenceId(), of.sequenceNr(), sealed.bytes())
        .map(open -> Option.apply(new Tuple2<>(
            of,
            serialization
                .deserialize(open.bytes(), open.serializer(), open.manifest())
                .get())))
        .orElseGet(Option::empty);
  }
}
