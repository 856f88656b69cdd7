package talkspurt.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The recording of a call, or a change of it.
 *
 * @param wish what was asked for while the call ran; empty where the profile decides
 * @param parts its files, oldest first
 */
public record Recording(Optional<Wish> wish, List<RecordingPart> parts) {

  /** What may be asked for. */
  public enum Wish {
    ON,
    PAUSED,
    OFF
  }

  /** Nothing was asked for, and nothing recorded. */
  public static final Recording NONE = new Recording(Optional.empty(), List.of());

  /** A call has no more of them. */
  public static final int MAX_PARTS = 100;

  public Recording {
    wish = wish == null ? Optional.empty() : wish;
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  /** This is asked for from now on. */
  public static Recording wished(Wish wish) {
    return new Recording(Optional.of(wish), List.of());
  }

  /** This is known of a part. */
  public static Recording told(RecordingPart part) {
    return new Recording(Optional.empty(), List.of(part));
  }

  /** This, and then another; of a part the later news hold. */
  public Recording then(Recording later) {
    Map<Integer, RecordingPart> all = new TreeMap<>();
    Stream.concat(parts.stream(), later.parts.stream())
        .forEach(part -> all.merge(part.number(), part, RecordingPart::then));
    return new Recording(later.wish.or(() -> wish), List.copyOf(all.values()));
  }

  /** The number that the next part gets. */
  public int nextPart() {
    return parts.isEmpty() ? 1 : parts.get(parts.size() - 1).number() + 1;
  }

  /** Whether it tells news of parts, and asks for nothing. */
  boolean newsAlone() {
    return wish.isEmpty() && !parts.isEmpty();
  }
}
