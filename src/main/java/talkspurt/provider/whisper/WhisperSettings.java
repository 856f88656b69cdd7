package talkspurt.provider.whisper;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import talkspurt.provider.transport.Secret;

/**
 * A server that takes {@code POST …/audio/transcriptions}.
 *
 * @param baseUrl what is before {@code /audio/transcriptions}, {@code http} or {@code https}
 * @param key the API key, if it wants one
 * @param model the name of a model
 * @param language its name of a language, or empty for the profile's
 * @param prompt words and names that may occur, or empty
 * @param connectTimeout how long opening a connection may take
 * @param answerTimeout how long an answer may take, with all tries
 * @param retries how often a request is tried again that failed in a way that may pass
 * @param maxRequests how many requests there may be at once
 * @param longestUtterance how much sound of an utterance is sent
 */
public record WhisperSettings(
    URI baseUrl,
    Optional<Secret> key,
    String model,
    String language,
    String prompt,
    Duration connectTimeout,
    Duration answerTimeout,
    int retries,
    int maxRequests,
    Duration longestUtterance) {

  public WhisperSettings {
    if (model.isBlank()) {
      throw new IllegalArgumentException("model is empty; allowed: a model such as whisper-1");
    }
    within("connect-timeout", connectTimeout, 50, 30_000);
    within("answer-timeout", answerTimeout, 50, 60_000);
    within("longest-utterance", longestUtterance, 1000, 120_000);
    within("retries", retries, 0, 5);
    within("max-requests", maxRequests, 1, 1000);
  }
}
