package talkspurt.media.bot;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a caller waits for since their last sound, until the bot is heard. Times are in ns of one clock.
 *
 * @param lastSoundAt when the caller's last sound came
 * @param askedAt when the turn was over, and the bot could answer
 */
record BotWait(long lastSoundAt, long askedAt) {

  /** For how long the bot was waited for. */
  long forBot(long heardAt) {
    return Math.max(0, heardAt - askedAt);
  }

  /** All that was waited for, part after part, by their names in metrics. */
  Map<String, Long> parts(long heardAt) {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("silence", Math.max(0, Math.min(askedAt, heardAt) - lastSoundAt));
    parts.put("bot", forBot(heardAt));
    return parts;
  }
}
