package talkspurt.provider.openaitranscription;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import talkspurt.provider.stt.SttSocketSettings;
import talkspurt.provider.transport.Secret;

/**
 * A server of OpenAI's Realtime API.
 *
 * @param url its address without a query, {@code ws} or {@code wss}
 * @param key the API key, if it wants one
 * @param model such as {@code gpt-4o-transcribe}
 * @param language its name of a language, or empty for the profile's
 * @param prompt words and names that may occur, or empty
 * @param noiseReduction {@code near_field}, {@code far_field}, or empty for none
 * @param socket how it is reached
 */
public record TranscriptionSettings(
    URI url,
    Optional<Secret> key,
    String model,
    String language,
    String prompt,
    String noiseReduction,
    SttSocketSettings socket) {

  public TranscriptionSettings {
    if (model.isBlank()) {
      throw new IllegalArgumentException(
          "model is empty; allowed: a model such as gpt-4o-transcribe");
    }
    if (!List.of("", "near_field", "far_field").contains(noiseReduction)) {
      throw new IllegalArgumentException("noise-reduction is " + noiseReduction
          + "; allowed: near_field, far_field, or empty for none");
    }
    if (socket.rateHz() != SessionCodec.RATE_HZ) {
      throw new IllegalArgumentException(
          "sample-rate is " + socket.rateHz() + "; allowed: " + SessionCodec.RATE_HZ);
    }
  }
}
