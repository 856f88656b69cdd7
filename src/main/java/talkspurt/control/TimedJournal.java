package talkspurt.control;

import akka.actor.typed.javadsl.Adapter;
import akka.dispatch.OnComplete;
import akka.persistence.AtomicWrite;
import akka.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import com.typesafe.config.Config;
import scala.collection.immutable.Seq;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** Akka's journal over JDBC, which times its writes, reports them, and counts its failures. */
final class TimedJournal extends JdbcAsyncWriteJournal {

  private final JournalFigures figures;
  private final JournalSignal signal;
  private final ExecutionContext here = ec();

  /** Made by Akka, as persistence.conf says. */
  TimedJournal(Config config) {
    super(config);
    this.figures = JournalFigures.of(Adapter.toTyped(context().system()));
    this.signal = JournalSignal.of(Adapter.toTyped(context().system()));
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    long began = figures.now();
    Future<Seq<Try<BoxedUnit>>> write = super.asyncWriteMessages(messages);
    write.onComplete(
        new OnComplete<>() {
          @Override
          public void onComplete(Throwable failure, Seq<Try<BoxedUnit>> written) {
            if (failure == null) {
              figures.written(began);
              signal.written();
            } else {
              figures.failed("write", failure);
            }
          }
        },
        here);
    return write;
  }

  @Override
  public Future<Object> asyncReadHighestSequenceNr(String persistenceId, long from) {
    Future<Object> read = super.asyncReadHighestSequenceNr(persistenceId, from);
    read.onComplete(
        new OnComplete<>() {
          @Override
          public void onComplete(Throwable failure, Object highest) {
            if (failure != null) {
              figures.failed("replay", failure);
            }
          }
        },
        here);
    return read;
  }
}
