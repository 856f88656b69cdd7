package talkspurt.control;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import talkspurt.call.CallEvent;
import talkspurt.call.RecordingPart;

/**
 * Where files of a call's recording may lie: folders of these days, on any node and in the bucket.
 *
 * @param id of the call
 * @param first day (UTC) that a file may be of
 * @param last day that a file may be of
 * @param nodes that are known to have written any
 */
public record RecordedCall(UUID id, LocalDate first, LocalDate last, Set<String> nodes) {

  /** More days than any call lasts; each is a folder to look into. */
  public static final int MAX_DAYS = 32;

  public RecordedCall {
    if (last.isBefore(first) || first.plusDays(MAX_DAYS).isBefore(last)) {
      throw new IllegalArgumentException("days " + first + " to " + last);
    }
    nodes = Set.copyOf(nodes);
  }

  /** A call as its journal tells it; a day on either side, since clocks of nodes differ. */
  public static RecordedCall of(CallStory story) {
    Instant begun = story.events().stream()
        .map(CallEvent::at)
        .min(Instant::compareTo)
        .orElseThrow(() -> new IllegalArgumentException("a call without events"));
    Instant over =
        story.events().stream().map(CallEvent::at).max(Instant::compareTo).orElseThrow();
    LocalDate first = day(begun).minusDays(1);
    LocalDate last = day(over).plusDays(1);
    LocalDate longest = first.plusDays(MAX_DAYS);
    return new RecordedCall(
        UUID.fromString(story.callId()),
        first,
        last.isAfter(longest) ? longest : last,
        story.state().file().plan().session().recording().parts().stream()
            .filter(part -> !part.file().isEmpty())
            .map(RecordingPart::node)
            .collect(Collectors.toSet()));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
