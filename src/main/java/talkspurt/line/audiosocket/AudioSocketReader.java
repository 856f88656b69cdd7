package talkspurt.line.audiosocket;

import akka.util.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.line.HeldBack;
import talkspurt.line.LineEvent;
import talkspurt.line.audiosocket.AudioSocketMessage.Audio;
import talkspurt.line.audiosocket.AudioSocketMessage.Dtmf;
import talkspurt.line.audiosocket.AudioSocketMessage.Failure;
import talkspurt.line.audiosocket.AudioSocketMessage.Hangup;
import talkspurt.line.audiosocket.AudioSocketMessage.Id;
import talkspurt.line.audiosocket.AudioSocketMessage.Unreadable;
import talkspurt.line.audiosocket.AudioSocketMessage.Why;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;

/**
 * What one peer's bytes mean to its line. A mistake of the peer is counted and forgiven until there
 * are too many without any sound between them: where the sound goes on there is a caller. Sound and
 * keys that come before the id are held until it comes. Not thread-safe.
 */
final class AudioSocketReader {

  private static final Logger LOG = LoggerFactory.getLogger(AudioSocketReader.class);
  private static final int KEY_BYTES = 1;
  private static final List<String> OWN_REASONS =
      List.of("no_id", "written_id", "before_id", "second_id", "failure");

  private final AudioSocketFraming framing = new AudioSocketFraming();
  private final HeldBack<LineEvent> early = new HeldBack<>();
  private final Set<String> told = new HashSet<>();
  private final String line;
  private final int maxMistakes;
  private final LineMetrics metrics;
  private final LimitedLog limit;
  private boolean announced;
  private boolean over;
  private int mistakes;

  /**
   * A reader of one connection.
   *
   * @param maxMistakes after how many without any sound between them nothing more is wanted
   * @param limit of the lines in the log, for all connections
   */
  AudioSocketReader(String line, int maxMistakes, LineMetrics metrics, LimitedLog limit) {
    this.line = line;
    this.maxMistakes = maxMistakes;
    this.metrics = metrics;
    this.limit = limit;
  }

  /** Has all that can be unreadable counted from zero. */
  static void foresee(LineMetrics metrics) {
    OWN_REASONS.forEach(metrics::unreadableKnown);
    for (Why why : Why.values()) {
      metrics.unreadableKnown(label(why));
    }
  }

  private static String label(Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  /** Whether the peer has said which call it brings. */
  boolean announced() {
    return announced;
  }

  /** Whether nothing more is wanted of this peer. */
  boolean over() {
    return over;
  }

  /** The peer had so long to say which call it brings, and did not. */
  void idMissing(Duration waited) {
    metrics.unreadable("no_id");
    limit.log(
        "no_id",
        more -> LOG.warn(
            "line {} is closed: its peer did not say within {} ms which call it brings (kind 0x01 with"
                + " the 16 bytes of a UUID){}",
            line,
            waited.toMillis(),
            more));
  }

  /** The events that these bytes complete, oldest first. */
  List<LineEvent> read(ByteString bytes) {
    List<LineEvent> events = new ArrayList<>(2);
    for (AudioSocketMessage message : framing.push(bytes)) {
      if (!over) {
        take(message, events);
      }
    }
    return events;
  }

  private void take(AudioSocketMessage message, List<LineEvent> events) {
    if (message instanceof Audio audio) {
      heard(audio, events);
    } else if (message instanceof Dtmf dtmf) {
      afterId(new LineEvent.KeyPressed(dtmf.digit()), KEY_BYTES, events);
    } else if (message instanceof Id id) {
      announce(id, events);
    } else if (message instanceof Hangup) {
      over = true;
    } else if (message instanceof Failure failure) {
      mistake("failure", "an error message (kind 0xff, code " + failure.code() + ")");
    } else if (message instanceof Unreadable unreadable) {
      unreadable(unreadable);
    } else {
      throw new AssertionError(message);
    }
  }

  private void heard(Audio audio, List<LineEvent> events) {
    if (audio.odd()) {
      mistake("wrong_length", "sound of an odd number of bytes");
    }
    if (announced && !over) {
      mistakes = 0;
    }
    afterId(
        new LineEvent.Heard(audio.frame()), Short.BYTES * audio.frame().samples().length, events);
  }

  private void announce(Id id, List<LineEvent> events) {
    if (announced) {
      mistake("second_id", "a second id");
      return;
    }
    announced = true;
    if (id.written()) {
      metrics.unreadable("written_id");
      tell(
          "written_id",
          "names its call by text; the UUID was understood, but kind 0x01 should hold its 16 bytes");
    }
    events.add(new LineEvent.Announced(id.callId()));
    events.addAll(early.takeAll());
  }

  private void afterId(LineEvent event, int bytes, List<LineEvent> events) {
    if (announced) {
      events.add(event);
      return;
    }
    for (int dropped = early.add(event, bytes); dropped > 0; dropped--) {
      metrics.unreadable("before_id");
    }
  }

  private void unreadable(Unreadable what) {
    String name = label(what.why());
    boolean wrongId = what.why() == Why.CHANNEL_ID || what.why() == Why.TEXT_ID;
    if (wrongId && !announced) {
      metrics.unreadable(name);
      tell(name, "is closed: it names its call by " + remedy(what));
      over = true;
    } else {
      mistake(name, "kind 0x%02x with %d bytes (%s)".formatted(what.kind(), what.length(), name));
    }
  }

  private static String remedy(Unreadable what) {
    return what.why() == Why.CHANNEL_ID
        ? "the unique id of a channel, which is no UUID: make one with ${UUID()} for the call start and"
            + " AudioSocket()"
        : "a text of " + what.length() + " characters that is no UUID: send its 16 bytes";
  }

  private void mistake(String why, String what) {
    metrics.unreadable(why);
    mistakes++;
    over = mistakes >= maxMistakes;
    if (over) {
      tell(
          "over",
          "is closed: " + mistakes
              + " messages without any sound between them could not be read; the last: "
              + what);
    } else {
      tell(why, "sent what cannot be read, which is skipped and counted: " + what);
    }
  }

  /** Once a line. */
  private void tell(String kind, String what) {
    if (told.add(kind)) {
      limit.log(kind, more -> LOG.warn("line {} {}{}", line, what, more));
    }
  }
}
