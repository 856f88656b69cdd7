package talkspurt.line.websocket;

import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.LineMetrics;

/**
 * One connection of chan_websocket: messages of Asterisk to events of a line, and commands to the
 * line to messages. Both ways are in one stage since either needs what the other knows: the format
 * comes with MEDIA_START, and MEDIA_XOFF and STATUS tell how much waits.
 *
 * <p>What is played before MEDIA_START is dropped. Asterisk is read to its end, whoever listens: its
 * thread would block in a write otherwise, and the call could not be hung up.
 */
final class MediaSocketStage
    extends GraphStage<BidiShape<MediaMessage, LineEvent, LineCommand, Message>> {

  private static final Logger LOG = LoggerFactory.getLogger(MediaSocketStage.class);

  /** How many frames wait when MEDIA_XOFF is told; from 1000 on they are dropped. */
  private static final int XOFF_FRAMES = 900;

  /** After so many without an answer it is an Asterisk that knows no marks, and logs each. */
  private static final int MARKS_TRIED = 50;

  private static final String START = "start";
  private static final String STATUS = "status";
  private static final String LINGER = "linger";

  private final Inlet<MediaMessage> in = Inlet.create("MediaSocket.in");
  private final Outlet<LineEvent> events = Outlet.create("MediaSocket.events");
  private final Inlet<LineCommand> commands = Inlet.create("MediaSocket.commands");
  private final Outlet<Message> out = Outlet.create("MediaSocket.out");
  private final BidiShape<MediaMessage, LineEvent, LineCommand, Message> shape =
      new BidiShape<>(in, events, commands, out);
  private final Supplier<MediaReader> readers;
  private final MediaSocketSettings settings;
  private final LineMetrics metrics;
  private final String line;
  private final Consumer<Optional<Throwable>> atEnd;

  /**
   * A connection.
   *
   * @param atEnd is told the end of each, with the conversation's failure if it had one
   */
  MediaSocketStage(
      Supplier<MediaReader> readers,
      MediaSocketSettings settings,
      LineMetrics metrics,
      String line,
      Consumer<Optional<Throwable>> atEnd) {
    this.readers = readers;
    this.settings = settings;
    this.metrics = metrics;
    this.line = line;
    this.atEnd = atEnd;
  }

  @Override
  public BidiShape<MediaMessage, LineEvent, LineCommand, Message> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Connected();
  }

  private final class Connected extends TimerGraphStageLogic {

    private final MediaReader reader = readers.get();
    private ControlFormat control = ControlFormat.JSON;
    private MediaWriter writer;
    private boolean listening = true;
    private boolean asked;
    private int marksWaiting;
    private boolean answersMarks;
    private boolean hungUp;
    private Throwable failure;

    Connected() {
      super(shape);
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          heard(read(grab(in)));
        }

        /** What was read before the end is still told. */
        @Override
        public void onUpstreamFinish() {
          peerGone();
        }

        /** How Asterisk closes, with which code or none, makes no difference to the call. */
        @Override
        public void onUpstreamFailure(Throwable why) {
          LOG.debug("line {} was broken off: {}", line, why.getMessage());
          peerGone();
        }
      });
      setHandler(events, new AbstractOutHandler() {
        @Override
        public void onPull() {
          readOn();
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          listening = false;
          readOn();
        }
      });
      setHandler(commands, new AbstractInHandler() {
        @Override
        public void onPush() {
          obey(grab(commands));
        }

        @Override
        public void onUpstreamFinish() {
          if (!hungUp) {
            completeStage();
          }
        }

        /** A conversation that fails lets the caller go as well, so that the dialplan goes on. */
        @Override
        public void onUpstreamFailure(Throwable why) {
          failure = why;
          hangUp();
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          takeCommand();
        }
      });
    }

    @Override
    public void preStart() {
      scheduleOnce(START, settings.startTimeout());
    }

    @Override
    public void postStop() {
      atEnd.accept(Optional.ofNullable(failure));
    }

    @Override
    public void onTimer(Object key) {
      switch ((String) key) {
        case START -> {
          if (writer == null) {
            reader.startMissing(settings.startTimeout());
            completeStage();
          }
        }
        case STATUS -> {
          // behind what waits for a slow peer it would tell nothing
          if (!hungUp && isAvailable(out)) {
            asked = true;
            send(MediaCommand.Plain.GET_STATUS);
          }
        }
        case LINGER -> end();
        default -> throw new AssertionError(key);
      }
    }

    // ---- from Asterisk

    private List<LineEvent> read(MediaMessage message) {
      if (message instanceof MediaMessage.Media media) {
        return reader.media(media.bytes());
      }
      if (message instanceof MediaMessage.Control text) {
        return control(text.text());
      }
      if (message instanceof MediaMessage.Oversized) {
        reader.oversized();
        return List.of();
      }
      throw new AssertionError(message);
    }

    private List<LineEvent> control(String text) {
      MediaEvent event = MediaEventCodec.decode(text);
      if (event instanceof MediaEvent.Started start) {
        return start(start, ControlFormat.of(text));
      } else if (event instanceof MediaEvent.Dtmf key) {
        return reader.key(key);
      } else if (event instanceof MediaEvent.Unreadable what) {
        reader.unreadable(what);
      } else if (event instanceof MediaEvent.Xoff) {
        metrics.queueFull();
        return waiting(XOFF_FRAMES);
      } else if (event instanceof MediaEvent.Status status) {
        return status(status);
      } else if (event instanceof MediaEvent.Refused refused) {
        reader.refused(refused);
      } else if (event instanceof MediaEvent.MarkProcessed mark) {
        marksWaiting = Math.max(0, marksWaiting - 1);
        answersMarks = true;
        return reader.played(mark);
      } // the rest is nothing to a line
      return List.of();
    }

    /** Asterisk counts marks as well. An answer from before a flush tells of what is gone. */
    private List<LineEvent> status(MediaEvent.Status status) {
      int frames = Math.max(0, status.queued() - (answersMarks ? marksWaiting : 0));
      metrics.queued(frames);
      boolean current = asked;
      asked = false;
      return current ? waiting(frames) : List.of();
    }

    private List<LineEvent> waiting(int queued) {
      List<LineEvent> told = new ArrayList<>(2);
      told.add(new LineEvent.Waiting(queued * AudioFrame.FRAME_MS));
      int tooMany = writer == null ? 0 : writer.tooMany(queued);
      if (tooMany > 0) {
        told.add(new LineEvent.Ahead(tooMany));
      }
      return told;
    }

    private List<LineEvent> start(MediaEvent.Started start, ControlFormat format) {
      List<LineEvent> announced = reader.started(start);
      if (writer == null && reader.format().isPresent()) {
        control = format;
        writer = new MediaWriter(
            reader.format().get(), start.frameBytes(), settings, reader.unbuffered());
        if (settings.answer()) {
          send(MediaCommand.Plain.ANSWER);
        }
        if (!reader.unbuffered()) {
          scheduleAtFixedRate(STATUS, settings.statusEvery(), settings.statusEvery());
        }
      }
      return announced;
    }

    private void heard(List<LineEvent> told) {
      if (reader.over() && listening) {
        listening = false;
        complete(events);
      } else if (listening && !told.isEmpty()) {
        emitMultiple(events, told.iterator());
        return;
      }
      readOn();
    }

    private void readOn() {
      if (!isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    private void peerGone() {
      if (hungUp) {
        end();
      } else {
        complete(events);
      }
    }

    // ---- to Asterisk

    private void takeCommand() {
      if (!hungUp && isAvailable(out) && !isClosed(commands) && !hasBeenPulled(commands)) {
        pull(commands);
      }
    }

    private void obey(LineCommand command) {
      if (command instanceof LineCommand.Play play) {
        play(play);
      } else if (command instanceof LineCommand.Flush) {
        flush();
      } else if (command instanceof LineCommand.Mark mark) {
        mark(mark);
      } else if (command instanceof LineCommand.HangUp) {
        hangUp();
        cancel(commands);
      } else {
        throw new AssertionError(command);
      }
    }

    private void play(LineCommand.Play play) {
      List<Message> messages = new ArrayList<>(2);
      if (writer != null) {
        writer.play(play.frame()).forEach(bytes -> messages.add(BinaryMessage.create(bytes)));
      }
      sendAll(messages);
    }

    private void mark(LineCommand.Mark mark) {
      if (writer == null || !answersMarks && marksWaiting >= MARKS_TRIED) {
        takeCommand();
        return;
      }
      marksWaiting++;
      send(MediaCommand.Mark.of(mark.frames()));
    }

    /**
     * A flush does not end a pause; to go on without one does no harm. Where there is no queue there
     * is nothing to be taken back, and the marks that were sent are answered.
     */
    private void flush() {
      if (writer != null) {
        writer.flushed();
      }
      if (writer == null || reader.unbuffered()) {
        takeCommand();
        return;
      }
      asked = false;
      marksWaiting = answersMarks ? 0 : marksWaiting;
      send(MediaCommand.Plain.FLUSH_MEDIA, MediaCommand.Plain.CONTINUE_MEDIA);
    }

    /** Asterisk closes then; what it still sends is read until it does. */
    private void hangUp() {
      hungUp = true;
      if (writer == null || isClosed(in)) {
        end();
        return;
      }
      send(MediaCommand.Plain.HANGUP);
      scheduleOnce(LINGER, settings.lingerAfterHangUp());
    }

    private void send(MediaCommand... orders) {
      sendAll(Arrays.stream(orders)
          .map(order -> (Message) TextMessage.create(control.encode(order)))
          .toList());
    }

    private void sendAll(List<Message> messages) {
      if (messages.isEmpty()) {
        takeCommand();
      } else {
        emitMultiple(out, messages.iterator());
      }
    }

    private void end() {
      if (failure == null) {
        completeStage();
      } else {
        failStage(failure);
      }
    }
  }
}
