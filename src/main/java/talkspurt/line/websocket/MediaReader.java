package talkspurt.line.websocket;

import akka.util.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.AudioFrame;
import talkspurt.line.CallIdText;
import talkspurt.line.HeldBack;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.LineMetrics;
import talkspurt.telemetry.TraceParent;
import talkspurt.text.OutsideText;
import talkspurt.websocket.SocketMessage;

/**
 * What one peer's media and events mean to its line. A mistake of the peer is counted and forgiven
 * until there are too many without any sound between them: where the sound goes on there is a caller.
 * What comes before MEDIA_START is held until it comes. Not thread-safe.
 */
final class MediaReader {

  private static final Logger LOG = LoggerFactory.getLogger(MediaReader.class);
  private static final int MAX_AUDIO_MS = 200;
  private static final int KEY_BYTES = 1;
  private static final int LONGEST_SHOWN = 200;
  private static final List<String> OWN_REASONS =
      List.of("before_start", "unknown_format", "error_event", "no_start", "oversized", "call_id");

  private final HeldBack<Supplier<List<LineEvent>>> early = new HeldBack<>();
  private final Set<String> told = new HashSet<>();
  private final String line;
  private final Optional<UUID> knownCall;
  private final Supplier<UUID> newIds;
  private final MediaSocketSettings settings;
  private final LineMetrics metrics;
  private final LimitedLog limit;
  private MediaFormat format;
  private boolean unbuffered;
  private boolean over;
  private int mistakes;

  /**
   * A reader of one connection.
   *
   * @param knownCall the call, where the connection has told it
   * @param newIds makes the id of a call that names none
   * @param limit of the lines in the log, for all connections
   */
  MediaReader(
      String line,
      Optional<UUID> knownCall,
      Supplier<UUID> newIds,
      MediaSocketSettings settings,
      LineMetrics metrics,
      LimitedLog limit) {
    this.line = line;
    this.knownCall = knownCall;
    this.newIds = newIds;
    this.settings = settings;
    this.metrics = metrics;
    this.limit = limit;
  }

  /** Has all that can be unreadable counted from zero. */
  static void foresee(LineMetrics metrics) {
    OWN_REASONS.forEach(metrics::unreadableKnown);
    for (MediaEvent.Why why : MediaEvent.Why.values()) {
      metrics.unreadableKnown(label(why));
    }
  }

  private static String label(MediaEvent.Why why) {
    return why.name().toLowerCase(Locale.ROOT);
  }

  /** The format of the media; empty until they begin. */
  Optional<MediaFormat> format() {
    return Optional.ofNullable(format);
  }

  /** Whether Asterisk has no queue for what is sent on this line; known with the format. */
  boolean unbuffered() {
    return unbuffered;
  }

  /** Whether nothing more is wanted of this peer. */
  boolean over() {
    return over;
  }

  /** Media. A busy Asterisk sends some before MEDIA_START; they are held until it comes. */
  List<LineEvent> media(ByteString bytes) {
    if (format == null) {
      ByteString held = bytes.compact();
      return hold(held.size(), () -> media(held));
    }
    if (bytes.size() % format.bytesPerSample() != 0 || bytes.isEmpty()) {
      mistake("wrong_length", "media of " + bytes.size() + " bytes");
    }
    if (over || bytes.size() < format.bytesPerSample()) {
      return List.of();
    }
    AudioFrame frame = format.decode(bytes);
    if (frame.durationMs() > MAX_AUDIO_MS) {
      return mistake("oversized", "media of " + frame.durationMs() + " ms in one message");
    }
    mistakes = 0;
    return List.of(new LineEvent.Heard(frame));
  }

  private List<LineEvent> hold(int bytes, Supplier<List<LineEvent>> later) {
    for (int dropped = early.add(later, bytes); dropped > 0; dropped--) {
      metrics.unreadable("before_start");
    }
    return List.of();
  }

  /** MEDIA_START: from now on there is a format, and a call. */
  List<LineEvent> started(MediaEvent.Started start) {
    Optional<MediaFormat> known = MediaFormat.named(start.format());
    if (format != null) {
      return mistake("second_start", "a second MEDIA_START");
    }
    if (known.isEmpty() || start.frameBytes() % known.get().bytesPerSample() != 0) {
      metrics.unreadable("unknown_format");
      over = true;
      tell(
          "unknown_format",
          "is closed: its format is " + OutsideText.forLog(start.format(), LONGEST_SHOWN)
              + " with frames of " + start.frameBytes()
              + " bytes; dial with c(slin), c(slin16), c(ulaw) or c(alaw)");
      return List.of();
    }
    format = known.get();
    unbuffered = settings.unbuffered().takenAs(start.unbuffered());
    if (settings.unbuffered().surprisedBy(start.unbuffered())) {
      tell("unbuffered", unbufferedOtherwise(start.unbuffered()));
    }
    List<LineEvent> events = new ArrayList<>();
    events.add(new LineEvent.Announced(
        knownCall.or(() -> named(start.variables())).orElseGet(newIds), trace(start.variables())));
    early.takeAll().forEach(held -> events.addAll(held.get()));
    return events;
  }

  private static String unbufferedOtherwise(boolean told) {
    return told
        ? "is unbuffered, but websocket.unbuffered is off: the silence sent ahead is played in a burst;"
            + " dial without option u, or set it to auto"
        : "is not unbuffered, but websocket.unbuffered is on: sound waits in Asterisk's queue as before;"
            + " dial with option u (Asterisk 23.6 or newer), or set it to auto";
  }

  /** A key. */
  List<LineEvent> key(MediaEvent.Dtmf key) {
    return format == null
        ? hold(KEY_BYTES, () -> key(key))
        : List.of(new LineEvent.KeyPressed(key.digit()));
  }

  /** Words that were typed. */
  List<LineEvent> typed(MediaEvent.Typed typed) {
    return format == null
        ? hold(typed.words().length(), () -> typed(typed))
        : List.of(new LineEvent.Typed(typed.words()));
  }

  /**
   * A mark of ours was reached: all frames before it were played, and with the same tick of its clock
   * Asterisk takes the one behind it. Where it has no queue it has no such clock either.
   */
  List<LineEvent> played(MediaEvent.MarkProcessed mark) {
    if (!mark.id().matches("[0-9]{1,18}")) {
      return mistake("bad_mark", "a mark that is not ours");
    }
    return List.of(new LineEvent.Played(Long.parseLong(mark.id()) + (unbuffered ? 0 : 1)));
  }

  /** Asterisk refused a command of ours: counted and told, and no reason to end a call. */
  void refused(MediaEvent.Refused refusal) {
    metrics.unreadable("error_event");
    limit.log(
        "error_event",
        more -> LOG.warn(
            "line {}: Asterisk refuses a command: {}{}",
            line,
            OutsideText.forLog(refusal.text(), LONGEST_SHOWN),
            more));
  }

  /** The media did not begin in time. */
  void startMissing(Duration waited) {
    metrics.unreadable("no_start");
    tell("no_start", "is closed: MEDIA_START did not come within " + waited.toMillis() + " ms");
  }

  /** What makes no sense. */
  void unreadable(MediaEvent.Unreadable what) {
    mistake(label(what.why()), "a text message (" + label(what.why()) + ")");
  }

  /** A message too long to be one of Asterisk's: whoever sent it is somebody else. */
  void oversized(SocketMessage.Oversized message) {
    metrics.unreadable("oversized");
    over = true;
    tell("oversized", "is closed: a message is " + message.detail());
  }

  /** Variables that are inherited have two underscores in front, those of one channel none. */
  private Optional<UUID> named(Map<String, String> variables) {
    return settings.callIdVariables().stream()
        .flatMap(name -> List.of(name, "_" + name, "__" + name).stream())
        .filter(variables::containsKey)
        .flatMap(name -> callIdIn(name, variables.get(name)).stream())
        .findFirst();
  }

  /** Of a call that nobody announced; one that cannot be read is left aside, as in a header. */
  private static String trace(Map<String, String> variables) {
    return Stream.of("", "_", "__")
        .map(inherited -> variables.getOrDefault(inherited + TraceParent.NAME, ""))
        .flatMap(text -> TraceParent.read(text).stream())
        .map(TraceParent::text)
        .findFirst()
        .orElse("");
  }

  private Optional<UUID> callIdIn(String variable, String value) {
    Optional<UUID> id = CallIdText.read(value);
    if (id.isEmpty() && !value.isBlank()) {
      metrics.unreadable("call_id");
      tell(
          "call_id",
          "has a channel variable " + variable + " that holds no UUID"
              + (CallIdText.isChannelId(value) ? " but the unique id of a channel" : "")
              + ": set it to the uuid of the call start");
    }
    return id;
  }

  private List<LineEvent> mistake(String why, String what) {
    metrics.unreadable(why);
    mistakes++;
    if (mistakes >= settings.maxUnreadable()) {
      over = true;
      tell(
          "over",
          "is closed: " + mistakes
              + " messages without any sound between them could not be read; the last: "
              + what);
    } else {
      tell(why, "sent what cannot be read, which is skipped and counted: " + what);
    }
    return List.of();
  }

  /** Once a line. */
  private void tell(String kind, String what) {
    if (told.add(kind)) {
      limit.log(kind, more -> LOG.warn("line {} {}{}", line, what, more));
    }
  }
}
