package talkspurt.provider.embedded;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Embedded speech.
 *
 * @param recognizers how many threads recognise, each one utterance at a time
 * @param maxWaiting how many utterances are taken at the same time
 * @param answerTimeout how long after its end the words of an utterance are waited for
 * @param longestUtterance how much sound of an utterance is taken
 * @param carriers what people say around what they mean
 * @param voices how many sentences are synthesised at once
 * @param maxSentences how many sentences may wait for that
 * @param maxCalls how many calls may need the recogniser; empty for as many as it can bear
 */
record EmbeddedSettings(
    int recognizers,
    int maxWaiting,
    Duration answerTimeout,
    Duration longestUtterance,
    List<String> carriers,
    int voices,
    int maxSentences,
    OptionalInt maxCalls) {

  EmbeddedSettings {
    within("recognizers", recognizers, 1, 16);
    within("max-waiting", maxWaiting, 1, 10_000);
    within("answer-timeout", answerTimeout, 50, 10_000);
    within("voices", voices, 1, 16);
    within("max-sentences", maxSentences, 16, 10_000);
    within("longest-utterance", longestUtterance, 1000, 60_000);
    within("max-calls", maxCalls.orElse(1), 1, 1_000_000);
    carriers = List.copyOf(carriers);
    if (carriers.isEmpty()) {
      throw new IllegalArgumentException("carriers is empty; allowed: one phrase or more");
    }
  }
}
