package talkspurt.call;

import java.util.ArrayList;
import java.util.List;
import talkspurt.call.SpokenPart.Kind;
import talkspurt.text.JoinedText;
import talkspurt.text.OutsideText;

/**
 * Words that somebody spoke. Personal data: prints its length only.
 *
 * @param text all of the words
 * @param parts what they are made of, where fillers or apologies are among them; empty where all are
 *     the answer, and in what was stored before these were told apart
 */
public record SpokenText(String text, List<SpokenPart> parts) {

  /** No words at all. */
  public static final SpokenText NOTHING = new SpokenText("");

  /** Words from outside are repaired, if nobody has done so before. Parts make the text. */
  public SpokenText {
    parts = parts == null ? List.of() : merged(parts);
    text = parts.isEmpty()
        ? OutsideText.repaired(text)
        : JoinedText.of(parts.stream().map(SpokenPart::words).toList());
    parts = allAnswer(parts) ? List.of() : parts;
  }

  /** Words that are neither filler nor apology. */
  public SpokenText(String text) {
    this(text, List.of());
  }

  /** Words that were said for this. */
  public static SpokenText of(Kind kind, String words) {
    return new SpokenText("", List.of(new SpokenPart(kind, words)));
  }

  /** Parts of one kind in a row are one; those without words are left out. */
  private static List<SpokenPart> merged(List<SpokenPart> parts) {
    List<SpokenPart> merged = new ArrayList<>();
    for (SpokenPart part : parts) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).kind() == part.kind()) {
        String words = JoinedText.of(merged.get(last).words(), part.words());
        merged.set(last, new SpokenPart(part.kind(), words));
      } else if (!part.words().isBlank()) {
        merged.add(part);
      }
    }
    return List.copyOf(merged);
  }

  private static boolean allAnswer(List<SpokenPart> parts) {
    return parts.stream().allMatch(part -> part.kind() == Kind.ANSWER);
  }

  /** Whether there are no words. */
  public boolean empty() {
    return text.isBlank();
  }

  /** These words followed by others, with a space between where the script has one. */
  public SpokenText then(SpokenText more) {
    if (empty()) {
      return more;
    }
    if (more.empty()) {
      return this;
    }
    List<SpokenPart> all = new ArrayList<>(whole());
    all.addAll(more.whole());
    return new SpokenText(JoinedText.of(text, more.text), allAnswer(all) ? List.of() : all);
  }

  private List<SpokenPart> whole() {
    return parts.isEmpty() ? List.of(new SpokenPart(Kind.ANSWER, text)) : parts;
  }

  /** What of these words is the answer: no fillers, and no apologies. */
  public SpokenText answer() {
    return parts.isEmpty()
        ? this
        : new SpokenText(
            "", parts.stream().filter(part -> part.kind() == Kind.ANSWER).toList());
  }

  /** Whether an apology is among these words. */
  public boolean apologised() {
    return parts.stream().anyMatch(part -> part.kind() == Kind.APOLOGY);
  }

  /** Whether these words end with those; nothing ends with no words. */
  public boolean endsWith(SpokenText last) {
    return !last.empty() && text.strip().endsWith(last.text.strip());
  }

  @Override
  public String toString() {
    return "SpokenText[" + text.length() + " characters]";
  }
}
