package talkspurt.control;

import akka.persistence.query.EventEnvelope;
import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import talkspurt.telemetry.NanoClock;

/**
 * All events of calls from some place in the journal on, each once and in its order, without an end. Looks
 * when this node has written to the journal, and now and then for what others have. Fails where the
 * database does, and when it was opened anew: then its offset may no longer be where rows made of it end.
 */
final class FollowJournalStage extends GraphStage<SourceShape<EventEnvelope>> {

  /**
   * When to look.
   *
   * @param every while nothing is known to have been written
   * @param apart how long two looks are apart at least
   * @param forMissing while a row is missing
   * @param patience how long it is missed at most
   */
  record Pace(Duration every, Duration apart, Duration forMissing, Duration patience) {}

  private static final String LOOK = "look";

  private final Outlet<EventEnvelope> out = Outlet.create("journal.out");
  private final LongFunction<CompletionStage<List<EventEnvelope>>> journal;
  private final JournalSignal signal;
  private final Pace pace;
  private final NanoClock nanos;
  private final InstantSource clock;
  private final long offset;

  /**
   * @param journal the rows behind a number, by their numbers, {@link JournalReader#MAX_ROWS} at most
   * @param offset the last number that was read before
   */
  FollowJournalStage(
      LongFunction<CompletionStage<List<EventEnvelope>>> journal,
      JournalSignal signal,
      Pace pace,
      NanoClock nanos,
      InstantSource clock,
      long offset) {
    this.journal = journal;
    this.signal = signal;
    this.pace = pace;
    this.nanos = nanos;
    this.clock = clock;
    this.offset = offset;
  }

  @Override
  public SourceShape<EventEnvelope> shape() {
    return SourceShape.of(out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Following();
  }

  private final class Following extends TimerGraphStageLogic {

    private final OrderingCursor cursor = new OrderingCursor(offset, pace.patience());
    private final Queue<EventEnvelope> found = new ArrayDeque<>();
    private final AtomicBoolean written = new AtomicBoolean();
    private final JournalSignal.Follower follower;
    private AsyncCallback<List<EventEnvelope>> answered;
    private AsyncCallback<Throwable> failed;
    private boolean looking;
    private boolean full = true;
    private long lookedNanos;

    Following() {
      super(shape());
      AsyncCallback<Boolean> nudged = createAsyncCallback(told -> next());
      follower = new JournalSignal.Follower() {
        @Override
        public void written() {
          if (written.compareAndSet(false, true)) {
            nudged.invoke(true);
          }
        }

        @Override
        public void reopened() {
          failed.invoke(new IllegalStateException("its database was opened again"));
        }
      };
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          next();
        }
      });
    }

    @Override
    public void preStart() {
      answered = createAsyncCallback(this::answered);
      failed = createAsyncCallback(this::failStage);
      signal.follow(follower);
    }

    @Override
    public void postStop() {
      signal.unfollow(follower);
    }

    private void next() {
      if (!isAvailable(out) || looking) {
        return;
      }
      EventEnvelope event = found.poll();
      if (event != null) {
        push(out, event);
      } else {
        scheduleOnce(LOOK, untilNextLook());
      }
    }

    private Duration untilNextLook() {
      if (full) {
        return Duration.ZERO;
      }
      if (written.get()) {
        Duration over = Duration.ofNanos(nanos.nanoTime() - lookedNanos);
        return over.compareTo(pace.apart()) < 0 ? pace.apart().minus(over) : Duration.ZERO;
      }
      return cursor.waiting() ? pace.forMissing() : pace.every();
    }

    @Override
    public void onTimer(Object key) {
      looking = true;
      written.set(false);
      lookedNanos = nanos.nanoTime();
      journal.apply(cursor.offset()).whenComplete((rows, failure) -> {
        if (failure == null) {
          answered.invoke(rows);
        } else {
          failed.invoke(failure);
        }
      });
    }

    private void answered(List<EventEnvelope> rows) {
      looking = false;
      List<EventEnvelope> taken = cursor.take(rows, nanos.nanoTime(), clock.instant());
      full = taken.size() == JournalReader.MAX_ROWS;
      for (EventEnvelope row : taken) {
        if (CallEntity.isCall(row.persistenceId())) {
          found.add(row);
        }
      }
      next();
    }
  }
}
