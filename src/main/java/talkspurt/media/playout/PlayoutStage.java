package talkspurt.media.playout;

import akka.NotUsed;
import akka.stream.Attributes;
import akka.stream.FanOutShape2;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.Source;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.line.LineCommand;
import talkspurt.loop.StageTimer;
import talkspurt.media.settings.PlayoutSettings;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * The clock of a line ({@link LinePlayout}). Orders in; commands to the line and news of what was
 * heard out. A {@link StageTimer} is the clock.
 */
public final class PlayoutStage
    extends GraphStage<FanOutShape2<PlayoutOrder, LineCommand, PlayoutEvent>> {

  private static final Logger LOG = LoggerFactory.getLogger(PlayoutStage.class);

  /** A frame that is due later was set after the timer had gone off for the one before. */
  private static final long MAX_EARLY_NANOS = 5_000_000L;

  private final Inlet<PlayoutOrder> orders = Inlet.create("Playout.orders");
  private final Outlet<LineCommand> commands = Outlet.create("Playout.commands");
  private final Outlet<PlayoutEvent> events = Outlet.create("Playout.events");
  private final FanOutShape2<PlayoutOrder, LineCommand, PlayoutEvent> shape =
      new FanOutShape2<>(orders, commands, events);
  private final PlayoutSettings settings;
  private final EchoReference voice;
  private final NanoClock clock;
  private final Metrics metrics;

  public PlayoutStage(
      PlayoutSettings settings, EchoReference voice, NanoClock clock, Metrics metrics) {
    this.settings = settings;
    this.voice = voice;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Override
  public FanOutShape2<PlayoutOrder, LineCommand, PlayoutEvent> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Playing();
  }

  private final class Playing extends GraphStageLogic implements LinePlayout.Line {

    private LinePlayout playout;
    private StageTimer timer;
    private long dueNanos;

    Playing() {
      super(shape);
      setHandler(orders, new AbstractInHandler() {
        @Override
        public void onPush() {
          playout.obey(grab(orders), clock.nanoTime());
          readOn();
        }

        /** A line that is being hung up waits until it takes that. */
        @Override
        public void onUpstreamFinish() {
          if (!playout.hangingUp()) {
            completeStage();
          }
        }
      });
      setHandler(commands, new AbstractOutHandler() {
        @Override
        public void onPull() {
          release();
        }
      });
      setHandler(events, new AbstractOutHandler() {
        @Override
        public void onPull() {}

        @Override
        public void onDownstreamFinish(Throwable cause) {}
      });
    }

    /** Who tells what the line has played must not have to wait, or Asterisk is not read. */
    private void readOn() {
      if (!isClosed(orders)) {
        pull(orders);
      }
    }

    @Override
    public void preStart() {
      timer = StageTimer.of(this, clock, this::due);
      playout = new LinePlayout(settings, voice, metrics, this, clock.nanoTime());
      pull(orders);
      release();
    }

    /** A loop's tick comes up to 5 ms early, so that every second one has a frame, whatever the phase. */
    private void due() {
      long now = clock.nanoTime();
      playout.release(dueNanos - now <= MAX_EARLY_NANOS ? Math.max(now, dueNanos) : now);
    }

    @Override
    public void postStop() {
      timer.close();
      playout.close();
    }

    private void release() {
      playout.release(clock.nanoTime());
    }

    @Override
    public boolean takes() {
      return isAvailable(commands);
    }

    @Override
    public void push(LineCommand command) {
      push(commands, command);
    }

    @Override
    public void send(LineCommand command) {
      emit(commands, command);
    }

    @Override
    public void hangUp() {
      push(commands, new LineCommand.HangUp());
      completeStage();
    }

    @Override
    public void tell(PlayoutEvent event) {
      emit(events, event);
    }

    @Override
    public void wakeAt(long due) {
      dueNanos = due;
      timer.at(due);
    }

    @Override
    public ReplyInput.Feed run(Source<TtsPiece, NotUsed> source, ReplyInput input) {
      return new Speech(source, input);
    }

    private final class Speech extends AbstractInHandler implements ReplyInput.Feed {

      private final SubSinkInlet<TtsPiece> inlet = new SubSinkInlet<>("Playout.speech");
      private final ReplyInput input;

      Speech(Source<TtsPiece, NotUsed> source, ReplyInput input) {
        this.input = input;
        inlet.setHandler(this);
        source.runWith(inlet.sink(), materializer());
      }

      @Override
      public void onPush() {
        playout.arrived(input, inlet.grab(), clock.nanoTime());
      }

      @Override
      public void onUpstreamFinish() {
        playout.ended(input);
      }

      @Override
      public void onUpstreamFailure(Throwable failure) {
        LOG.error("the stream of speech failed; the sound that came before is played", failure);
        playout.ended(input);
      }

      @Override
      public void pull() {
        if (!inlet.isClosed() && !inlet.hasBeenPulled()) {
          inlet.pull();
        }
      }

      @Override
      public void cancel() {
        if (!inlet.isClosed()) {
          inlet.cancel();
        }
      }
    }
  }
}
