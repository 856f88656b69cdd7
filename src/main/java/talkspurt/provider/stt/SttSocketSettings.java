package talkspurt.provider.stt;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * How a recogniser is reached over WebSockets, one connection a call.
 *
 * @param rateHz the rate of the sound it is sent
 * @param chunk how much sound is sent in a message
 * @param connectTimeout how long opening a connection may take
 * @param answerTimeout how long the last words of an utterance are waited for
 * @param keepAliveEvery how long nothing is sent until something is
 * @param reconnects how often in a row a lost connection is tried to be opened again
 * @param backOff how long it is waited before the first of these; twice as long before each next
 * @param maxKept how much sound of an utterance is kept to be sent again
 */
public record SttSocketSettings(
    int rateHz,
    Duration chunk,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration keepAliveEvery,
    int reconnects,
    Duration backOff,
    Duration maxKept) {

  public SttSocketSettings {
    if (rateHz != 8000 && rateHz != 16_000 && rateHz != 24_000 && rateHz != 48_000) {
      throw new IllegalArgumentException(
          "sample-rate is " + rateHz + "; allowed: 8000, 16000, 24000, 48000");
    }
    within("chunk", chunk, 20, 500);
    within("connect-timeout", connectTimeout, 50, 30_000);
    within("answer-timeout", answerTimeout, 50, 30_000);
    within("keep-alive-every", keepAliveEvery, 20, 60_000);
    within("back-off", backOff, 10, 10_000);
    within("max-kept", maxKept, 1000, 120_000);
    within("reconnects", reconnects, 0, 20);
  }

  int chunkSamples() {
    return samples(chunk);
  }

  int maxKeptSamples() {
    return samples(maxKept);
  }

  private int samples(Duration length) {
    return (int) (length.toMillis() * rateHz / 1000);
  }
}
