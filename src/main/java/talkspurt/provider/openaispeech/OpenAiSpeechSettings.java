package talkspurt.provider.openaispeech;

import static talkspurt.settings.Bounds.within;

import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.VoiceServer;

/**
 * A voice behind {@code POST {url}/audio/speech}.
 *
 * @param server where it is; its url without {@code /audio/speech}
 * @param key sent as a bearer token; empty: none is sent
 * @param instructions how to speak; empty: not sent
 * @param speed 0.25 to 4; 1 is not sent
 * @param wav whether sound is asked for as WAV files, which tell their rate, instead of bare samples
 * @param rateHz the rate of bare samples
 */
public record OpenAiSpeechSettings(
    VoiceServer server,
    Secret key,
    String model,
    String voice,
    String instructions,
    double speed,
    boolean wav,
    int rateHz) {

  static final int MAX_CHARACTERS = 4096;

  public OpenAiSpeechSettings {
    if (model.isBlank()) {
      throw new IllegalArgumentException("model is empty; allowed: a model's name");
    }
    if (voice.isBlank()) {
      throw new IllegalArgumentException("voice is empty; allowed: a voice's name");
    }
    if (!(speed >= 0.25 && speed <= 4)) {
      throw new IllegalArgumentException("speed is " + speed + "; allowed: 0.25 to 4");
    }
    within("rate-hz", rateHz, 8000, 192_000);
  }
}
