package talkspurt.provider.deepgram;

import java.net.URI;
import java.util.List;
import talkspurt.provider.stt.SttSocketSettings;
import talkspurt.provider.transport.Secret;

/**
 * Deepgram's {@code /v2/listen}.
 *
 * @param url its address without a query, {@code ws} or {@code wss}
 * @param key the API key
 * @param model such as {@code flux-general-en}
 * @param keyterms words and names to be listened for
 * @param parameters more of the query, each as {@code name=value}
 * @param socket how it is reached
 */
public record FluxSettings(
    URI url,
    Secret key,
    String model,
    List<String> keyterms,
    List<String> parameters,
    SttSocketSettings socket) {

  public FluxSettings {
    ListenQuery.check(model, keyterms, parameters);
    keyterms = List.copyOf(keyterms);
    parameters = List.copyOf(parameters);
  }
}
