package talkspurt.provider.deepgram;

import java.util.Set;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.transport.VoiceServer;

/**
 * A voice of Deepgram.
 *
 * @param server where it is, by an http or https url without a path
 * @param webSocket whether it speaks over WebSockets, or over HTTP
 * @param key sent as {@code Token}
 * @param model which one speaks, such as {@code aura-2-thalia-en}
 * @param rateHz the rate asked for
 */
public record DeepgramVoiceSettings(
    VoiceServer server, boolean webSocket, Secret key, String model, int rateHz) {

  private static final Set<Integer> RATES_HZ = Set.of(8000, 16_000, 24_000, 32_000, 48_000);

  public DeepgramVoiceSettings {
    if (!model.matches("[A-Za-z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException("model is '" + model + "'; allowed: a model's name");
    }
    if (!RATES_HZ.contains(rateHz)) {
      throw new IllegalArgumentException(
          "rate-hz is " + rateHz + "; allowed: 8000, 16000, 24000, 32000, 48000");
    }
  }
}
