package talkspurt.line.websocket;

import akka.util.ByteString;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import talkspurt.audio.AudioFrame;
import talkspurt.line.LineEvent;
import talkspurt.telemetry.Metrics;

/**
 * What one peer's media and events mean to its line. A mistake of the peer is counted and forgiven
 * until there are too many. Not thread-safe.
 */
final class MediaReader {

  private static final int MOST_AUDIO_MS = 200;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final Optional<UUID> knownCall;
  private final Supplier<UUID> newIds;
  private final MediaSocketSettings settings;
  private final Metrics metrics;
  private MediaFormat format;
  private boolean over;
  private int mistakes;

  /**
   * A reader of one connection.
   *
   * @param knownCall the call, where the connection has told it
   * @param newIds makes the id of a call that names none
   */
  MediaReader(
      Optional<UUID> knownCall,
      Supplier<UUID> newIds,
      MediaSocketSettings settings,
      Metrics metrics) {
    this.knownCall = knownCall;
    this.newIds = newIds;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** A call id in its usual form of 36 characters. */
  static Optional<UUID> callId(String text) {
    return UUID_TEXT.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  /** The format of the media; empty until they begin. */
  Optional<MediaFormat> format() {
    return Optional.ofNullable(format);
  }

  /** Whether nothing more is wanted of this peer. */
  boolean over() {
    return over;
  }

  /** Media. Asterisk 22.7 was seen to send some before MEDIA_START; they are skipped. */
  List<LineEvent> media(ByteString bytes) {
    if (format == null) {
      mistake("before_start");
      return List.of();
    }
    if (bytes.isEmpty() || bytes.size() % format.bytesPerSample() != 0) {
      mistake("wrong_length");
      return List.of();
    }
    AudioFrame frame = format.decode(bytes);
    if (frame.durationMs() > MOST_AUDIO_MS) {
      mistake("oversized");
      return List.of();
    }
    return List.of(new LineEvent.Heard(frame));
  }

  /** MEDIA_START: from now on there is a format, and a call. */
  List<LineEvent> started(MediaEvent.Started start) {
    Optional<MediaFormat> known = MediaFormat.named(start.format());
    if (format != null) {
      mistake("second_start");
      return List.of();
    }
    if (known.isEmpty() || start.frameBytes() % known.get().bytesPerSample() != 0) {
      mistake("unknown_format");
      over = true;
      return List.of();
    }
    format = known.get();
    return List.of(
        new LineEvent.Announced(knownCall.or(() -> named(start.variables())).orElseGet(newIds)));
  }

  /** A key. */
  List<LineEvent> key(MediaEvent.Dtmf key) {
    if (format == null) {
      mistake("before_start");
      return List.of();
    }
    return List.of(new LineEvent.KeyPressed(key.digit()));
  }

  /**
   * A mark of ours was reached: all frames before it were played, and with the same tick of its clock
   * Asterisk takes the one behind it.
   */
  List<LineEvent> played(MediaEvent.MarkProcessed mark) {
    if (!mark.id().matches("[0-9]{1,18}")) {
      mistake("bad_mark");
      return List.of();
    }
    return List.of(new LineEvent.Played(Long.parseLong(mark.id()) + 1));
  }

  /** What makes no sense. */
  void unreadable(MediaEvent.Unreadable what) {
    mistake(what.why().name().toLowerCase(Locale.ROOT));
  }

  /** A message too long to be one of Asterisk's: whoever sent it is somebody else. */
  void oversized() {
    mistake("oversized");
    over = true;
  }

  /** Variables that are inherited have two underscores in front, those of one channel none. */
  private Optional<UUID> named(Map<String, String> variables) {
    return settings.callIdVariables().stream()
        .flatMap(name -> List.of(name, "_" + name, "__" + name).stream())
        .filter(variables::containsKey)
        .flatMap(name -> callId(variables.get(name)).stream())
        .findFirst();
  }

  private void mistake(String why) {
    metrics.unreadable(why);
    mistakes++;
    over = over || mistakes >= settings.mostUnreadable();
  }
}
