package talkspurt.call;

import talkspurt.text.JoinedText;
import talkspurt.text.OutsideText;

/** Words that somebody spoke. Personal data: prints its length only. */
public record SpokenText(String text) {

  /** Words from outside are repaired, if nobody has done so before. */
  public SpokenText {
    text = OutsideText.repaired(text);
  }

  /** No words at all. */
  public static final SpokenText NOTHING = new SpokenText("");

  /** Whether there are no words. */
  public boolean empty() {
    return text.isBlank();
  }

  /** These words followed by others, with a space between where the script has one. */
  public SpokenText then(SpokenText more) {
    if (empty()) {
      return more;
    }
    return more.empty() ? this : new SpokenText(JoinedText.of(text, more.text));
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
