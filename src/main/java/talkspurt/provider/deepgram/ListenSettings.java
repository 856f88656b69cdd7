package talkspurt.provider.deepgram;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import talkspurt.provider.stt.SttSocketSettings;
import talkspurt.provider.transport.Secret;

/**
 * Deepgram's {@code /v1/listen}.
 *
 * @param url its address without a query, {@code ws} or {@code wss}
 * @param key the API key
 * @param model such as {@code nova-3}
 * @param language Deepgram's name of a language, or empty for the profile's
 * @param keyterms words and names to be listened for
 * @param endpointing how much silence settles words; zero for never
 * @param parameters more of the query, each as {@code name=value}
 * @param redact what Deepgram is to take out of words: groups such as {@code pii}, or kinds of entities
 * @param socket how it is reached
 */
public record ListenSettings(
    URI url,
    Secret key,
    String model,
    String language,
    List<String> keyterms,
    Duration endpointing,
    List<String> parameters,
    List<String> redact,
    SttSocketSettings socket) {

  public ListenSettings {
    ListenQuery.check(model, keyterms, parameters);
    keyterms = List.copyOf(keyterms);
    parameters = List.copyOf(parameters);
    redact = List.copyOf(redact);
    ListenQuery.checkRedacted(redact, parameters);
    if (endpointing.isNegative() || endpointing.toMillis() > 10_000) {
      throw new IllegalArgumentException(
          "endpointing is " + endpointing.toMillis() + " ms; allowed: 0 ms to 10 s");
    }
  }
}
