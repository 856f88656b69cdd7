package talkspurt.media;

import java.util.List;
import talkspurt.provider.Responder;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Transcriber;
import talkspurt.turn.TurnSettings;

/**
 * Who answers a call, and how.
 *
 * @param name the profile's name
 * @param language BCP 47 tag
 * @param greeting said first
 * @param apology said when the responder fails
 * @param transcriber speech to text
 * @param phrases what callers are likely to say, for the transcriber
 * @param responder the agent
 * @param synthesizer text to speech
 * @param voice the synthesizer's name of a voice
 * @param turns how turns are taken
 * @param mostKeys how many keys make an input
 */
public record Profile(
    String name,
    String language,
    Prompt greeting,
    String apology,
    Transcriber transcriber,
    List<String> phrases,
    Responder responder,
    Synthesizer synthesizer,
    String voice,
    TurnSettings turns,
    int mostKeys) {

  public Profile {
    phrases = List.copyOf(phrases);
    if (mostKeys < 1 || mostKeys > 64) {
      throw new IllegalArgumentException("most-keys is " + mostKeys + "; allowed: 1 to 64");
    }
  }
}
