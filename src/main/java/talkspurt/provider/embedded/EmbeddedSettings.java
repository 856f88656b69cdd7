package talkspurt.provider.embedded;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.List;

/**
 * Embedded speech.
 *
 * @param recognizers how many utterances are recognised at once; about 90 MB each
 * @param maxWaiting how many utterances may wait for a recogniser
 * @param longestUtterance how much sound of an utterance is taken
 * @param carriers what people say around what they mean
 * @param voices how many sentences are synthesised at once
 * @param maxSentences how many sentences may wait for that
 */
record EmbeddedSettings(
    int recognizers,
    int maxWaiting,
    Duration longestUtterance,
    List<String> carriers,
    int voices,
    int maxSentences) {

  EmbeddedSettings {
    within("recognizers", recognizers, 1, 16);
    within("max-waiting", maxWaiting, 1, 10_000);
    within("voices", voices, 1, 16);
    within("max-sentences", maxSentences, 16, 10_000);
    within("longest-utterance", longestUtterance, 1000, 60_000);
    carriers = List.copyOf(carriers);
    if (carriers.isEmpty()) {
      throw new IllegalArgumentException("carriers is empty; allowed: one phrase or more");
    }
  }
}
