package talkspurt.media.bot;

import talkspurt.call.SpokenText;
import talkspurt.call.TurnInput;

/** What a bot's transcript has of a value that the engine has collected. */
final class CollectedNote {

  private CollectedNote() {}

  /** For what the caller entered. */
  static SpokenText words(TurnInput input) {
    if (input instanceof TurnInput.Words words) {
      return words.words();
    }
    return input instanceof TurnInput.Keys keys
        ? new SpokenText(keys.digits().keys())
        : SpokenText.NOTHING;
  }
}
