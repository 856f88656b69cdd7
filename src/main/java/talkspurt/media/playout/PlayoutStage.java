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
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineCommand;
import talkspurt.media.playout.PlayoutOrder.Drop;
import talkspurt.media.playout.PlayoutOrder.Forget;
import talkspurt.media.playout.PlayoutOrder.HangUp;
import talkspurt.media.playout.PlayoutOrder.LineAhead;
import talkspurt.media.playout.PlayoutOrder.LinePlayed;
import talkspurt.media.playout.PlayoutOrder.Pause;
import talkspurt.media.playout.PlayoutOrder.Prepare;
import talkspurt.media.playout.PlayoutOrder.Resume;
import talkspurt.media.playout.PlayoutOrder.Speak;
import talkspurt.media.settings.PlayoutSettings;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * The clock of a line: lets exactly one frame go every 20 ms from the first moment to the last,
 * speech or silence, shows it to {@link EchoReference}, and pulls speech only while its buffer is below
 * the high water. Orders in; commands to the line and news of what was heard out.
 */
public final class PlayoutStage
    extends GraphStage<FanOutShape2<PlayoutOrder, LineCommand, PlayoutEvent>> {

  private static final Logger LOG = LoggerFactory.getLogger(PlayoutStage.class);
  private static final String TICK = "tick";

  /**
   * While the bot speaks the line is asked 25 times a second how far it has played: what waits in
   * Asterisk changes with every tick that its clock loses on a busy machine.
   */
  private static final int MARK_EVERY_FRAMES = 2;

  /**
   * Between the last word and hanging up: what is still on its way in Asterisk would be thrown away.
   */
  private static final int TAIL_FRAMES = 10;

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

  private final class Playing extends TimerGraphStageLogic {

    private final PlayoutBuffer buffer = new PlayoutBuffer(settings, voice.rateHz());
    private FramePacer pacer;
    private Input speech;
    private Input prepared;
    private boolean hangingUp;
    private long letGo;
    private long spokeUntil = -TAIL_FRAMES;
    private long hangUpAt;
    private int ahead;

    Playing() {
      super(shape);
      setHandler(orders, new AbstractInHandler() {
        @Override
        public void onPush() {
          PlayoutOrder order = grab(orders);
          if (!hangingUp) {
            obey(order);
            tell();
          }
          readOn();
        }

        /** A line that is being hung up waits until it takes that. */
        @Override
        public void onUpstreamFinish() {
          if (!hangingUp) {
            completeStage();
          }
        }
      });
      setHandler(commands, new AbstractOutHandler() {
        @Override
        public void onPull() {
          letGo();
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
      pacer = new FramePacer(clock.nanoTime());
      voice.cutBy(buffer::cut);
      pull(orders);
      letGo();
    }

    @Override
    public void onTimer(Object key) {
      letGo();
    }

    @Override
    public void postStop() {
      cancelSpeech();
      forget();
    }

    /** Sends what is due, as far as the line takes it, and sets the clock for the next frame. */
    private void letGo() {
      long now = clock.nanoTime();
      while (!timeToHangUp() && pacer.due(now) && (ahead > 0 || isAvailable(commands))) {
        if (ahead > 0) {
          rest(now);
        } else {
          play(now);
        }
      }
      if (timeToHangUp()) {
        hangUp();
      } else if (!pacer.due(now)) {
        scheduleOnce(TICK, Duration.ofNanos(pacer.untilDue(now)));
      }
    }

    private void play(long now) {
      metrics.framePlayed(pacer.lateNanos(now));
      skip(pacer.sent(now));
      push(commands, new LineCommand.Play(nextFrame()));
      letGo++;
      if (buffer.speaking()) {
        spokeUntil = letGo;
      }
      mark();
    }

    /** In a stall of ours the caller was sent nothing, while the caller was heard all the time. */
    private void skip(long nanos) {
      long frames = nanos / FramePacer.FRAME_NANOS;
      metrics.framesSkipped(frames);
      voice.silent(nanos);
      for (long frame = 0; frame < Math.min(frames, DownstreamQueue.MAX_BEHIND_FRAMES); frame++) {
        buffer.rest();
      }
    }

    /** The caller goes on hearing what waits in the line; nothing of the speech is left out. */
    private void rest(long now) {
      ahead--;
      skip(pacer.sent(now));
      metrics.lineRested();
      voice.silent(FramePacer.FRAME_NANOS);
      buffer.rest();
      tell();
    }

    private void mark() {
      if (buffer.speaking() && letGo % MARK_EVERY_FRAMES == 0) {
        emit(commands, new LineCommand.Mark(letGo));
        buffer.asked();
      }
    }

    private AudioFrame nextFrame() {
      buffer.rate(voice.rateHz());
      long underruns = buffer.underruns();
      AudioFrame frame = buffer.next();
      if (buffer.underruns() > underruns) {
        metrics.underrun();
      }
      voice.letGo(frame);
      tell();
      pullSpeech();
      return frame;
    }

    private boolean timeToHangUp() {
      return hangingUp && letGo >= hangUpAt;
    }

    private void hangUp() {
      if (isAvailable(commands)) {
        push(commands, new LineCommand.HangUp());
        completeStage();
      }
    }

    private void obey(PlayoutOrder order) {
      if (order instanceof Speak speak) {
        speak(speak);
      } else if (order instanceof Prepare prepare) {
        prepare(prepare.speech());
      } else if (order instanceof Forget) {
        forget();
      } else if (order instanceof Pause) {
        flushLine(buffer.pause());
      } else if (order instanceof Resume) {
        buffer.resume();
      } else if (order instanceof Drop) {
        cancelSpeech();
        flushLine(buffer.drop());
      } else if (order instanceof LinePlayed played) {
        buffer.behind((int) (letGo - played.frames()));
      } else if (order instanceof LineAhead line) {
        ahead = line.frames();
      } else if (order instanceof HangUp) {
        cancelSpeech();
        forget();
        hangUpAt = buffer.speaking() ? letGo : spokeUntil + TAIL_FRAMES;
        buffer.drop();
        tell();
        hangingUp = true;
        letGo();
      } else {
        throw new AssertionError(order);
      }
    }

    private void speak(Speak order) {
      cancelSpeech();
      flushLine(buffer.begin(order.turn()));
      if (prepared != null && prepared.source == order.speech()) {
        speech = prepared;
        prepared = null;
        speech.play();
      } else {
        speech = new Input(order.speech(), true);
      }
      pullSpeech();
    }

    private void prepare(Source<TtsPiece, NotUsed> source) {
      forget();
      prepared = new Input(source, false);
      prepared.pull();
    }

    private void pullSpeech() {
      if (speech != null && buffer.wantsMore()) {
        speech.pull();
      }
    }

    private void cancelSpeech() {
      if (speech != null) {
        speech.cancel();
      }
      speech = null;
    }

    private void forget() {
      if (prepared != null) {
        prepared.cancel();
      }
      prepared = null;
    }

    /** Speech on its way to the buffer, or its beginning, which waits until it is to be played. */
    private final class Input {

      private final Source<TtsPiece, NotUsed> source;
      private final SubSinkInlet<TtsPiece> inlet = new SubSinkInlet<>("Playout.speech");
      private final List<TtsPiece> ready = new ArrayList<>();
      private boolean played;
      private boolean over;
      private long readyMs;

      Input(Source<TtsPiece, NotUsed> source, boolean played) {
        this.source = source;
        this.played = played;
        inlet.setHandler(new AbstractInHandler() {
          @Override
          public void onPush() {
            take(inlet.grab());
          }

          @Override
          public void onUpstreamFinish() {
            end();
          }

          @Override
          public void onUpstreamFailure(Throwable failure) {
            LOG.error("speech has failed; what is there is played", failure);
            end();
          }
        });
        source.runWith(inlet.sink(), materializer());
      }

      private void take(TtsPiece piece) {
        if (played) {
          buffer.add(piece);
          pullSpeech();
          return;
        }
        ready.add(piece);
        readyMs += piece instanceof TtsPiece.Sound sound ? sound.frame().durationMs() : 0;
        if (readyMs < settings.highWater().toMillis()) {
          pull();
        }
      }

      private void end() {
        over = true;
        if (played) {
          buffer.end();
        }
      }

      /** From now on it goes to the buffer. */
      void play() {
        played = true;
        ready.forEach(buffer::add);
        ready.clear();
        if (over) {
          buffer.end();
        }
      }

      void pull() {
        if (!inlet.isClosed() && !inlet.hasBeenPulled()) {
          inlet.pull();
        }
      }

      void cancel() {
        if (!inlet.isClosed()) {
          inlet.cancel();
        }
      }
    }

    /** A line that has played all that it was given has nothing to take back. */
    private void flushLine(boolean wanted) {
      if (wanted) {
        ahead = 0;
        emit(commands, new LineCommand.Flush());
      }
    }

    private void tell() {
      voice.floor(buffer.speaking());
      buffer.takeEvents().forEach(event -> emit(events, event));
    }
  }
}
