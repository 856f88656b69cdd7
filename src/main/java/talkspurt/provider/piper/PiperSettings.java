package talkspurt.provider.piper;

import talkspurt.provider.transport.VoiceServer;

/**
 * A Piper server.
 *
 * @param server where it is
 * @param older whether it is one of before {@code /synthesize}, which takes bare text at {@code /}
 * @param voice empty: the server's own
 * @param speaker of a voice with several; empty: the voice's own
 * @param lengthScale how slowly it speaks; 0: the voice's own
 */
public record PiperSettings(
    VoiceServer server, boolean older, String voice, String speaker, double lengthScale) {

  public PiperSettings {
    if (!(lengthScale == 0 || lengthScale >= 0.25 && lengthScale <= 4)) {
      throw new IllegalArgumentException(
          "length-scale is " + lengthScale + "; allowed: 0.25 to 4, or 0 for the voice's own");
    }
    if (older && !(voice.isEmpty() && speaker.isEmpty() && lengthScale == 0)) {
      throw new IllegalArgumentException(
          "older is true with a voice, speaker or length-scale; allowed: none of these, since an"
              + " older server takes text alone");
    }
  }
}
