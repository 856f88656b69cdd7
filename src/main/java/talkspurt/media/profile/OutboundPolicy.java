package talkspurt.media.profile;

import java.util.Optional;

/**
 * What called parties of a profile's outbound calls are told first, and how they say that they want no more of them.
 *
 * @param disclosure said before anything else, to its end; empty: nothing
 * @param optOut words by which they do
 * @param optOutKey key by which they do; empty for none
 * @param optOutSay what the bot answers before the call ends
 */
public record OutboundPolicy(
    String disclosure, Phrases optOut, Optional<Character> optOutKey, String optOutSay) {

  /** Nothing is told, and nothing understood. */
  public static final OutboundPolicy NONE =
      new OutboundPolicy("", Phrases.NONE, Optional.empty(), "");
}
