package talkspurt.line.websocket;

import akka.util.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.LineMetrics;
import talkspurt.websocket.SocketMessage;

/**
 * One connection of chan_websocket: what is done with Asterisk's messages and with commands to the
 * line. Both are here since either needs what the other knows: the format comes with MEDIA_START, and
 * MEDIA_XOFF and STATUS tell how much waits. It knows no stream and no clock: what happens leads to a
 * list of {@link Action}. Not thread-safe.
 */
final class MediaConnection {

  /** How many frames wait when MEDIA_XOFF is told; from 1000 on they are dropped. */
  private static final int XOFF_FRAMES = 900;

  /** How far the connection has come. */
  sealed interface State {}

  /** MEDIA_START has not come; what is played is dropped. */
  record Awaiting() implements State {}

  /** Sound goes both ways. */
  record Open(ControlFormat format, MediaWriter writer) implements State {}

  /** Asterisk was told to hang up and is to close; what it still sends is read. */
  record HungUp() implements State {}

  /** The connection has ended. */
  record Over() implements State {}

  /** What happens when a time is over. */
  enum Due {
    /** MEDIA_START should have come. */
    START,
    /** Asterisk is asked how much waits. */
    STATUS,
    /** Asterisk should have closed. */
    CLOSED
  }

  /** What is to be done, in this order. */
  sealed interface Action {}

  /** The conversation is told these, one after the other. */
  record Tell(List<LineEvent> events) implements Action {}

  /** The conversation is told that the caller is gone. */
  record EndEvents() implements Action {}

  /** A text message goes to Asterisk. */
  record SendText(String text) implements Action {}

  /** A binary message goes to Asterisk. */
  record SendMedia(ByteString bytes) implements Action {}

  /** {@link #due} is called once after this time. */
  record Schedule(Due due, Duration after) implements Action {}

  /** The connection ends. */
  record End() implements Action {}

  private final MediaReader reader;
  private final MediaSocketSettings settings;
  private final LineMetrics metrics;
  private final QueueWatch queue = new QueueWatch();
  private State state = new Awaiting();
  private boolean listening = true;
  private boolean peerGone;

  MediaConnection(MediaReader reader, MediaSocketSettings settings, LineMetrics metrics) {
    this.reader = reader;
    this.settings = settings;
    this.metrics = metrics;
  }

  State state() {
    return state;
  }

  /** Whether the conversation is told anything. */
  boolean listening() {
    return listening;
  }

  /** Whether commands are still obeyed. */
  boolean obeys() {
    return state instanceof Awaiting || state instanceof Open;
  }

  // ---- from Asterisk

  /** A message came. */
  List<Action> heard(SocketMessage message) {
    if (state instanceof Over) {
      return List.of();
    }
    List<Action> actions = new ArrayList<>();
    List<LineEvent> events = read(message, actions);
    if (reader.over() && listening) {
      listening = false;
      actions.add(new EndEvents());
    } else if (listening && !events.isEmpty()) {
      actions.add(new Tell(events));
    }
    return actions;
  }

  private List<LineEvent> read(SocketMessage message, List<Action> actions) {
    if (message instanceof SocketMessage.Binary media) {
      return reader.media(media.bytes());
    }
    if (message instanceof SocketMessage.Text control) {
      return control(control.text(), actions);
    }
    if (message instanceof SocketMessage.Oversized oversized) {
      reader.oversized(oversized);
      return List.of();
    }
    throw new AssertionError(message);
  }

  private List<LineEvent> control(String text, List<Action> actions) {
    MediaEvent event = MediaEventCodec.decode(text);
    if (event instanceof MediaEvent.Started start) {
      return start(start, ControlFormat.of(text), actions);
    } else if (event instanceof MediaEvent.Typed typed) {
      return reader.typed(typed);
    } else if (event instanceof MediaEvent.Dtmf key) {
      return reader.key(key);
    } else if (event instanceof MediaEvent.Unreadable what) {
      reader.unreadable(what);
    } else if (event instanceof MediaEvent.Xoff) {
      metrics.queueFull();
      return waiting(XOFF_FRAMES);
    } else if (event instanceof MediaEvent.Status status) {
      metrics.queued(queue.frames(status.queued()));
      var frames = queue.answer(status.queued());
      return frames.isPresent() ? waiting(frames.getAsInt()) : List.of();
    } else if (event instanceof MediaEvent.Refused refused) {
      reader.refused(refused);
    } else if (event instanceof MediaEvent.MarkProcessed mark) {
      queue.markPlayed();
      return reader.played(mark);
    } // the rest is nothing to a line
    return List.of();
  }

  private List<LineEvent> start(
      MediaEvent.Started start, ControlFormat format, List<Action> actions) {
    List<LineEvent> announced = reader.started(start);
    if (state instanceof Awaiting && reader.format().isPresent()) {
      MediaWriter writer =
          new MediaWriter(reader.format().get(), start.frameBytes(), settings, reader.unbuffered());
      Open open = new Open(format, writer);
      state = open;
      if (settings.answer()) {
        actions.add(text(open, MediaCommand.Plain.ANSWER));
      }
      if (!reader.unbuffered()) {
        actions.add(new Schedule(Due.STATUS, settings.statusEvery()));
      }
    }
    return announced;
  }

  private List<LineEvent> waiting(int frames) {
    List<LineEvent> events = new ArrayList<>(2);
    events.add(new LineEvent.Waiting(frames * AudioFrame.FRAME_MS));
    int tooMany = state instanceof Open open ? open.writer().tooMany(frames) : 0;
    if (tooMany > 0) {
      events.add(new LineEvent.Ahead(tooMany));
    }
    return events;
  }

  /** Asterisk has closed, or is not reached any more; what was read before is still told. */
  List<Action> peerGone() {
    peerGone = true;
    if (state instanceof HungUp) {
      return end();
    }
    boolean tell = listening && !(state instanceof Over);
    listening = false;
    return tell ? List.of(new EndEvents()) : List.of();
  }

  /** The conversation listens no more. */
  void unheard() {
    listening = false;
  }

  // ---- to Asterisk

  /** A command to the line, unless it has been hung up. */
  List<Action> obey(LineCommand command) {
    if (command instanceof LineCommand.HangUp) {
      return hangUp();
    }
    return state instanceof Open open ? obey(command, open) : List.of();
  }

  private List<Action> obey(LineCommand command, Open open) {
    if (command instanceof LineCommand.Play play) {
      List<Action> sent = new ArrayList<>(2);
      open.writer().play(play.frame()).forEach(message -> sent.add(new SendMedia(message)));
      return sent;
    }
    if (command instanceof LineCommand.Mark mark) {
      return mark(mark, open);
    }
    if (command instanceof LineCommand.Flush) {
      return flush(open);
    }
    throw new AssertionError(command);
  }

  private List<Action> mark(LineCommand.Mark mark, Open open) {
    if (!queue.marks()) {
      return List.of();
    }
    queue.marked();
    return List.of(text(open, MediaCommand.Mark.of(mark.frames())));
  }

  /**
   * A flush does not end a pause; to go on without one does no harm. Where there is no queue there
   * is nothing to be taken back, and the marks that were sent are answered.
   */
  private List<Action> flush(Open open) {
    open.writer().flushed();
    if (reader.unbuffered()) {
      return List.of();
    }
    queue.flushed();
    return List.of(
        text(open, MediaCommand.Plain.FLUSH_MEDIA), text(open, MediaCommand.Plain.CONTINUE_MEDIA));
  }

  /** Asterisk closes then. */
  List<Action> hangUp() {
    if (state instanceof Open open && !peerGone) {
      state = new HungUp();
      return List.of(
          text(open, MediaCommand.Plain.HANGUP),
          new Schedule(Due.CLOSED, settings.lingerAfterHangUp()));
    }
    return obeys() ? end() : List.of();
  }

  /** No commands come any more. */
  List<Action> commandsEnded() {
    return obeys() ? end() : List.of();
  }

  // ---- time

  /** The connection has begun. */
  List<Action> begun() {
    return List.of(new Schedule(Due.START, settings.startTimeout()));
  }

  /**
   * A time is over.
   *
   * @param room whether a message can be sent at once; behind what waits for a slow peer a question
   *     would tell nothing
   */
  List<Action> due(Due due, boolean room) {
    return switch (due) {
      case START -> startDue();
      case STATUS -> state instanceof Open open ? askStatus(open, room) : List.of();
      case CLOSED -> state instanceof HungUp ? end() : List.of();
    };
  }

  private List<Action> startDue() {
    if (!(state instanceof Awaiting)) {
      return List.of();
    }
    reader.startMissing(settings.startTimeout());
    return end();
  }

  private List<Action> askStatus(Open open, boolean room) {
    List<Action> actions = new ArrayList<>();
    if (room) {
      queue.ask();
      actions.add(text(open, MediaCommand.Plain.GET_STATUS));
    }
    actions.add(new Schedule(Due.STATUS, settings.statusEvery()));
    return actions;
  }

  private List<Action> end() {
    state = new Over();
    return List.of(new End());
  }

  private static Action text(Open open, MediaCommand command) {
    return new SendText(open.format().encode(command));
  }
}
