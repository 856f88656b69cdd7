package talkspurt.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A text as a voice is given it, and where in the written text each place of it is. Places are counted in
 * characters, as {@link String} does.
 */
public final class SpokenForm {

  /** A part that is not spoken as it is written; both sides from here to there. */
  private record Change(int writtenFrom, int writtenTo, int spokenFrom, int spokenTo) {}

  private static final Pattern TAG = Pattern.compile("<[^<>]*>");

  private final String text;
  private final List<Change> changes;

  private SpokenForm(String text, List<Change> changes) {
    this.text = text;
    this.changes = List.copyOf(changes);
  }

  /** A text that is spoken as it is written. */
  public static SpokenForm of(String written) {
    return new SpokenForm(written, List.of());
  }

  /** What the voice is given. */
  public String text() {
    return text;
  }

  /** Whether it is spoken as it is written. */
  public boolean asWritten() {
    return changes.isEmpty();
  }

  /**
   * How many characters of the written text are said when so many of the spoken one are. A part that is spoken
   * otherwise is said when all of it is.
   */
  public int written(int spoken) {
    int shift = 0;
    for (Change change : changes) {
      if (spoken < change.spokenFrom) {
        break;
      }
      if (spoken < change.spokenTo) {
        return change.writtenFrom;
      }
      shift = change.writtenTo - change.spokenTo;
    }
    return spoken + shift;
  }

  /** The same, where what is spoken as it is written may be spoken otherwise, part by part. */
  public SpokenForm andThen(Function<String, SpokenForm> more) {
    return mapped(more, UnaryOperator.identity());
  }

  /** The same with something before and behind that is not written. */
  public SpokenForm within(String before, String behind) {
    return new Builder().instead(0, before).add(this).instead(0, behind).build();
  }

  /** The same without what is markup, which takes no time to be said. */
  public SpokenForm withoutTags() {
    return mapped(SpokenForm::of, spoken -> TAG.matcher(spoken).replaceAll(""));
  }

  private SpokenForm mapped(
      Function<String, SpokenForm> asWritten, UnaryOperator<String> otherwise) {
    Builder mapped = new Builder();
    int from = 0;
    for (Change change : changes) {
      mapped.add(asWritten.apply(text.substring(from, change.spokenFrom)));
      mapped.instead(
          change.writtenTo - change.writtenFrom,
          otherwise.apply(text.substring(change.spokenFrom, change.spokenTo)));
      from = change.spokenTo;
    }
    return mapped.add(asWritten.apply(text.substring(from))).build();
  }

  /** Puts a spoken form together, from the written text's beginning to its end. */
  public static final class Builder {

    private final StringBuilder text = new StringBuilder();
    private final List<Change> changes = new ArrayList<>();
    private int written;

    /** Nothing yet. */
    public Builder() {}

    /** More that is spoken as it is written. */
    public Builder same(CharSequence part) {
      text.append(part);
      written += part.length();
      return this;
    }

    /** More that is spoken otherwise than it is written. */
    public Builder instead(int writtenLength, String spoken) {
      int from = text.length();
      text.append(spoken);
      changes.add(new Change(written, written + writtenLength, from, text.length()));
      written += writtenLength;
      return this;
    }

    /** More that is written as this part is, and spoken as it is. */
    public Builder add(SpokenForm part) {
      int from = 0;
      for (Change change : part.changes) {
        same(part.text.substring(from, change.spokenFrom));
        instead(
            change.writtenTo - change.writtenFrom,
            part.text.substring(change.spokenFrom, change.spokenTo));
        from = change.spokenTo;
      }
      return same(part.text.substring(from));
    }

    /** The whole. */
    public SpokenForm build() {
      return new SpokenForm(text.toString(), changes);
    }
  }
}
