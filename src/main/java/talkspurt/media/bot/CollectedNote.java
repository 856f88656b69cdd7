package talkspurt.media.bot;

import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;
import talkspurt.collect.Collect;
import talkspurt.media.conversation.Collecting;

/** How a bot is told what the engine has collected. */
final class CollectedNote {

  private CollectedNote() {}

  /** What came of it. */
  static String of(String told) {
    return "[What came of " + Collect.TOOL + ": " + told + "]";
  }

  /** Nobody knows what came of it. */
  static String lost() {
    return of(Collecting.LOST);
  }

  /** What stands in the transcript for what the caller entered. */
  static SpokenText words(TurnInput input) {
    if (input instanceof TurnInput.Words words) {
      return words.words();
    }
    return input instanceof TurnInput.Keys keys
        ? new SpokenText(keys.digits().keys())
        : SpokenText.NOTHING;
  }
}
