package talkspurt.media.busy;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.loop.StageTimer;
import talkspurt.telemetry.NanoClock;

/** The line of a busy caller: it is played something, and nobody listens. */
final class BusyLineStage extends GraphStage<FlowShape<LineEvent, LineCommand>> {

  /** Who knows what becomes of the caller. */
  interface Desk {

    /** Whether there is a place for the caller now; it is taken then. */
    boolean place();

    /**
     * It is over; empty where the caller hung up. The line is released when this is done, or has taken too long.
     */
    CompletionStage<?> over(Optional<BusyTalk.End> end);
  }

  private static final int TOLD_WITHIN = 100;

  private final Inlet<LineEvent> in = Inlet.create("BusyLine.in");
  private final Outlet<LineCommand> out = Outlet.create("BusyLine.out");
  private final FlowShape<LineEvent, LineCommand> shape = FlowShape.of(in, out);
  private final BusyAnswer answer;
  private final BusySound sound;
  private final Desk desk;
  private final NanoClock clock;

  BusyLineStage(BusyAnswer answer, BusySound sound, Desk desk, NanoClock clock) {
    this.answer = answer;
    this.sound = sound;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public FlowShape<LineEvent, LineCommand> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {

    private final BusyTalk talk = new BusyTalk(answer, sound);
    private final AsyncCallback<Object> told = createAsyncCallback(done -> release());
    private StageTimer timer;
    private boolean over;
    private int sinceOver;
    private boolean released;

    Logic() {
      super(shape);
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          if (grab(in) instanceof LineEvent.Heard heard) {
            talk.rate(heard.frame().rateHz());
          }
          pull(in);
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {} // frames come by the clock
      });
    }

    @Override
    public void preStart() {
      timer = StageTimer.of(this, clock, this::tick);
      timer.every(Duration.ofMillis(AudioFrame.FRAME_MS));
      pull(in);
    }

    @Override
    public void postStop() {
      timer.close();
      if (!over) {
        over = true;
        desk.over(Optional.empty());
      }
    }

    private void tick() {
      if (released) {
        return; // a tick that was due before
      }
      sinceOver += over ? 1 : 0;
      if (sinceOver >= TOLD_WITHIN) {
        release();
        return;
      }
      AudioFrame frame = talk.next();
      if (isAvailable(out)) {
        push(out, new LineCommand.Play(frame));
      }
      if (!over) {
        talk.end(desk::place).ifPresent(this::end);
      }
    }

    private void end(BusyTalk.End end) {
      over = true;
      desk.over(Optional.of(end)).whenComplete((done, failure) -> told.invoke(end));
    }

    private void release() {
      if (!released) {
        released = true;
        timer.close();
        emit(out, new LineCommand.HangUp());
      }
    }
  }
}
