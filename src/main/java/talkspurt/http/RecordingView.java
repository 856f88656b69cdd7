package talkspurt.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart;
import talkspurt.call.RecordingPart.News;
import talkspurt.control.CallStory;

/** What is known of the recording of a call. */
final class RecordingView {

  private RecordingView() {}

  /** For an entry of the timeline; nothing where that does not concern the recording. */
  static Map<String, Object> event(Recording change) {
    Map<String, Object> fields = new LinkedHashMap<>();
    change.wish().ifPresent(wish -> {
      fields.put("type", "recording-asked");
      fields.put("recording", label(wish));
    });
    change.parts().forEach(part -> {
      fields.put("type", "recording-" + (part.stored().isEmpty() ? label(part.news()) : "stored"));
      fields.putAll(known(part));
    });
    return fields;
  }

  private static Map<String, Object> known(RecordingPart part) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("part", part.number());
    if (!part.reason().isEmpty()) {
      fields.put("reason", part.reason());
    }
    if (!part.file().isEmpty()) {
      fields.put("file", part.file());
      fields.put("node", part.node());
      fields.put("line", part.line());
      fields.put("rateHz", part.rateHz());
    }
    if (!part.stored().isEmpty()) {
      fields.put("stored", part.stored());
    }
    if (part.news() != News.STARTED && !part.cut()) {
      fields.put("samples", part.samples());
    }
    if (part.silenced() > 0) {
      fields.put("silencedSamples", part.silenced());
    }
    if (part.lost() > 0) {
      fields.put("lostSamples", part.lost());
      fields.put("gaps", part.gaps());
    }
    return fields;
  }

  /**
   * The whole of it.
   *
   * @param state what it does now: {@code on}, {@code paused} or {@code off}
   */
  static Map<String, Object> of(CallStory story, String state) {
    List<Map<String, Object>> parts = new ArrayList<>();
    Optional<RecordingPart> before = Optional.empty();
    for (RecordingPart part : story.state().file().plan().session().recording().parts()) {
      parts.add(part(story, part, before));
      before = Optional.of(part);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("state", state);
    all.put("parts", parts);
    return all;
  }

  private static Map<String, Object> part(
      CallStory story, RecordingPart part, Optional<RecordingPart> before) {
    Map<String, Object> fields = known(part);
    fields.put("state", state(story, part));
    fields.put("startedAt", part.startedAt());
    before
        .flatMap(earlier -> gapMs(story, earlier, part))
        .ifPresent(ms -> fields.put("gapBeforeMs", ms));
    if (!part.file().isEmpty()) {
      fields.put("sound", "/api/calls/" + story.callId() + "/recording/" + part.number());
    }
    if (!part.trace().isEmpty()) {
      fields.put(
          "trace", "/api/calls/" + story.callId() + "/recording/" + part.number() + "/trace");
    }
    return fields;
  }

  private static String state(CallStory story, RecordingPart part) {
    if (part.cut() || part.open() && lost(story, part)) {
      return "cut";
    }
    return part.open() ? "open" : "ended";
  }

  /** Whether its line is gone, and whoever wrote it has not told how it ended: it was cut off there. */
  private static boolean lost(CallStory story, RecordingPart part) {
    return story.state().ended() || !story.state().carriedBy(part.line());
  }

  /** How much of the call lies between two parts, as far as that is known. */
  private static Optional<Long> gapMs(CallStory story, RecordingPart earlier, RecordingPart part) {
    Optional<Long> end = earlier.open() || earlier.cut()
        ? story.events().stream()
            .filter(event -> event instanceof LineLost gone && gone.line().equals(earlier.line()))
            .map(CallEvent::at)
            .map(at -> at.toEpochMilli())
            .findFirst()
        : earlier.rateHz() == 0
            ? Optional.of(earlier.startedAt().toEpochMilli())
            : Optional.of(
                earlier.startedAt().toEpochMilli() + earlier.samples() * 1000 / earlier.rateHz());
    return end.map(ms -> Math.max(0, part.startedAt().toEpochMilli() - ms));
  }

  static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
