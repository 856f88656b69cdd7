package talkspurt.media.pipeline;

import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.time.Duration;
import java.util.function.Consumer;
import talkspurt.line.HostLostException;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.loop.StageTimer;
import talkspurt.telemetry.NanoClock;

/**
 * Shows all that passes on a line, both ways, to its {@link LineDoctor}, and changes nothing of it.
 * The two ways end each for itself.
 */
final class ExamineStage
    extends GraphStage<BidiShape<LineEvent, LineEvent, LineCommand, LineCommand>> {

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Inlet<LineEvent> in = Inlet.create("Examine.in");
  private final Outlet<LineEvent> events = Outlet.create("Examine.events");
  private final Inlet<LineCommand> commands = Inlet.create("Examine.commands");
  private final Outlet<LineCommand> out = Outlet.create("Examine.out");
  private final BidiShape<LineEvent, LineEvent, LineCommand, LineCommand> shape =
      new BidiShape<>(in, events, commands, out);
  private final LineDoctor doctor;
  private final NanoClock clock;
  private final Consumer<LineFinding> news;

  /**
   * A line's examination.
   *
   * @param news is told what is found; called on the stream's thread, must not block
   */
  ExamineStage(LineDoctor doctor, NanoClock clock, Consumer<LineFinding> news) {
    this.doctor = doctor;
    this.clock = clock;
    this.news = news;
  }

  @Override
  public BidiShape<LineEvent, LineEvent, LineCommand, LineCommand> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Examining();
  }

  private final class Examining extends GraphStageLogic {

    private boolean takenSinceLook;
    private StageTimer looks;

    Examining() {
      super(shape);
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          LineEvent event = grab(in);
          hear(event);
          push(events, event);
        }

        @Override
        public void onUpstreamFinish() {
          complete(events);
        }

        @Override
        public void onUpstreamFailure(Throwable failure) {
          fail(events, failure);
        }
      });
      setHandler(events, new AbstractOutHandler() {
        @Override
        public void onPull() {
          pull(in);
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          cancel(in, cause);
        }
      });
      setHandler(commands, new AbstractInHandler() {
        @Override
        public void onPush() {
          LineCommand command = grab(commands);
          if (command instanceof LineCommand.Play play) {
            doctor.sent(play.frame(), nowMs());
          }
          push(out, command);
        }

        @Override
        public void onUpstreamFinish() {
          complete(out);
        }

        @Override
        public void onUpstreamFailure(Throwable failure) {
          fail(out, failure);
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          takenSinceLook = true;
          pull(commands);
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          cancel(commands, cause);
        }
      });
    }

    @Override
    public void preStart() {
      looks = StageTimer.of(this, clock, this::look);
      looks.every(LOOK_EVERY);
    }

    @Override
    public void postStop() {
      looks.close();
    }

    /** While one way has ended the line is on its way out, and nothing is due on it. */
    private void look() {
      if (isClosed(in) || isClosed(out)) {
        looks.close();
        return;
      }
      doctor.look(takenSinceLook || isAvailable(out), nowMs());
      takenSinceLook = false;
      tell();
      doctor.hostLost().ifPresent(what -> failStage(new HostLostException(what)));
    }

    private void hear(LineEvent event) {
      if (event instanceof LineEvent.Announced) {
        doctor.announced();
      } else if (event instanceof LineEvent.Heard heard) {
        doctor.heard(heard.frame(), nowMs());
      } else if (event instanceof LineEvent.Waiting waiting) {
        doctor.waiting(waiting.ms(), nowMs());
      }
      tell();
    }

    private void tell() {
      doctor.takeNews().forEach(news);
    }

    private double nowMs() {
      return clock.nanoTime() / 1e6;
    }
  }
}
