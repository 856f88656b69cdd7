package talkspurt.probe;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import talkspurt.audio.AudioFrame;

/**
 * What a synthetic caller does.
 *
 * @param profile which profile is called; empty for the engine's default
 * @param callerId the number that it calls from
 * @param question what it says once it was greeted, at 8000 Hz; without samples where it presses keys
 * @param keys what it presses once it was greeted; empty where it speaks
 * @param expected words, of which the bot has to say one; none: any answer will do
 * @param greetingTimeout how long it waits for the first sound of the greeting
 * @param answerTimeout how long it waits for the first sound of the answer, from the end of its question on
 * @param levelDbfs what is louder than this is taken for the bot's voice
 */
public record ProbePlan(
    String profile,
    String callerId,
    AudioFrame question,
    String keys,
    List<String> expected,
    Duration greetingTimeout,
    Duration answerTimeout,
    int levelDbfs) {

  /** The rate at which it speaks, in hertz. */
  public static final int RATE_HZ = 8000;

  public ProbePlan {
    if (!keys.matches("[0-9*#A-D]*")) {
      throw new IllegalArgumentException("keys is '" + keys + "'; allowed: digits, *, #, A to D");
    }
    if (keys.isEmpty() == (question.samples().length == 0)) {
      throw new IllegalArgumentException("allowed: either something to say, or keys");
    }
    if (question.rateHz() != RATE_HZ) {
      throw new IllegalArgumentException("the question has " + question.rateHz() + " Hz");
    }
    expected = expected.stream().map(words -> words.toLowerCase(Locale.ROOT)).toList();
    within("greeting-timeout", greetingTimeout, 1000, 60_000);
    within("answer-timeout", answerTimeout, 1000, 60_000);
    within("level", levelDbfs, -70, -20);
  }
}
