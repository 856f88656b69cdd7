package talkspurt.provider.chat;

import static talkspurt.settings.Bounds.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalDouble;
import talkspurt.provider.agent.ThoughtsFirst;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.Secret;

/**
 * An agent behind an OpenAI-compatible server.
 *
 * @param peer the server; its URL ends before {@code /chat/completions}
 * @param key sent as a bearer token; a server of one's own may need none
 * @param model which model answers
 * @param prompt what the model is to be, with <code>{names}</code> of what is known of the call, which
 *     follows as data
 * @param maxTokens how long an answer may become
 * @param maxTokensField what that is called: {@code max_tokens}, or {@code max_completion_tokens}
 *     where newer models want it
 * @param temperature how freely it is chosen; empty: the server's own
 * @param maxRounds how often tools may be used within one reply
 * @param thinksFirst whether its answers begin with thoughts of which only the end is marked
 * @param extra a JSON object whose fields are sent along
 */
public record ChatSettings(
    PeerSettings peer,
    Optional<Secret> key,
    String model,
    String prompt,
    int maxTokens,
    String maxTokensField,
    OptionalDouble temperature,
    int maxRounds,
    ThoughtsFirst.Setting thinksFirst,
    String extra) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public ChatSettings {
    if (model.isBlank()) {
      throw new IllegalArgumentException("model is empty; allowed: the name of a model");
    }
    within("max-tokens", maxTokens, 16, 32_000);
    if (!maxTokensField.equals("max_tokens") && !maxTokensField.equals("max_completion_tokens")) {
      throw new IllegalArgumentException(
          "max-tokens-field is " + maxTokensField + "; allowed: max_tokens, max_completion_tokens");
    }
    if (temperature.isPresent()
        && !(temperature.getAsDouble() >= 0 && temperature.getAsDouble() <= 2)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature.getAsDouble() + "; allowed: 0 to 2");
    }
    within("max-rounds", maxRounds, 1, 20);
  }

  /** What stands in the body of each request, the messages left out. */
  ObjectNode body(boolean stream) {
    try {
      ObjectNode body = (ObjectNode) JSON.readTree(extra);
      body.put("model", model);
      body.put("stream", stream);
      body.put(maxTokensField, maxTokens);
      temperature.ifPresent(value -> body.put("temperature", value));
      return body;
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
