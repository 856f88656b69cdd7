package talkspurt.http;

import java.util.List;
import java.util.Optional;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;

/**
 * A part of what the bot said.
 *
 * @param kind {@code answer}, {@code filler} or {@code apology}
 */
record SpokenPartView(String kind, String words) {

  private static SpokenPartView of(SpokenPart part) {
    return new SpokenPartView(WireName.of(part.kind()), part.words());
  }

  /** What words are made of, where they are not the answer alone. */
  static Optional<List<SpokenPartView>> of(SpokenText words) {
    return Optional.of(words.parts())
        .filter(parts -> !parts.isEmpty())
        .map(parts -> parts.stream().map(SpokenPartView::of).toList());
  }
}
