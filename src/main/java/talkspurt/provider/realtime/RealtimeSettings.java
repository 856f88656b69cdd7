package talkspurt.provider.realtime;

import static talkspurt.settings.Bounds.within;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import talkspurt.provider.transport.Secret;

/**
 * One bot of a Realtime server, and how it is spoken to.
 *
 * @param url its address without a query, {@code ws} or {@code wss}
 * @param key the API key, if it wants one
 * @param beta whether the server knows only the events of the beta
 * @param model such as {@code gpt-realtime}
 * @param voice such as {@code marin}, or empty for the server's own
 * @param instructions what the bot is to do; names in braces are filled in
 * @param greeting what it is told to say first; empty lets it begin as it likes
 * @param reprompt what it is told to do about a caller who keeps silent; empty for nothing
 * @param greets whether it speaks first
 * @param audio how sound is sent, both ways
 * @param detection who finds out whose turn it is
 * @param transcription what writes down what the caller says; an empty model for nothing
 * @param noiseReduction {@code near_field}, {@code far_field}, or empty for none
 * @param speed of the voice, 1 for its own
 * @param maxOutputTokens of a reply; 0 for no limit
 * @param limits of time and size
 */
public record RealtimeSettings(
    URI url,
    Optional<Secret> key,
    boolean beta,
    String model,
    String voice,
    String instructions,
    String greeting,
    String reprompt,
    boolean greets,
    SessionAudio audio,
    Detection detection,
    Transcription transcription,
    String noiseReduction,
    double speed,
    int maxOutputTokens,
    Limits limits) {

  public RealtimeSettings {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("ws") && !scheme.equals("wss")
        || url.getHost() == null
        || url.getRawQuery() != null
        || url.getRawUserInfo() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "url is not one of a Realtime server; allowed: ws://host/path or wss://host/path");
    }
    if (model.isBlank()) {
      throw new IllegalArgumentException("model is empty; allowed: a model such as gpt-realtime");
    }
    oneOf("noise-reduction", noiseReduction, "", "near_field", "far_field");
    if (speed < 0.25 || speed > 1.5) {
      throw new IllegalArgumentException("speed is " + speed + "; allowed: 0.25 to 1.5");
    }
    within("max-output-tokens", maxOutputTokens, 0, 100_000);
  }

  /**
   * Who finds out whose turn it is: our hearing, or the server.
   *
   * @param mode {@code ours}, {@code server-vad} or {@code semantic-vad}
   * @param threshold of the server's own detector, 0 to 1
   * @param prefixPadding how much before a beginning counts, for {@code server-vad}
   * @param silence that ends a turn, for {@code server-vad}
   * @param eagerness {@code low}, {@code medium}, {@code high} or {@code auto}, for {@code
   *     semantic-vad}
   */
  public record Detection(
      String mode, double threshold, Duration prefixPadding, Duration silence, String eagerness) {

    /** Our own hearing decides. */
    public static final String OURS = "ours";

    static final String SERVER = "server-vad";
    static final String SEMANTIC = "semantic-vad";

    public Detection {
      oneOf("turn-detection", mode, OURS, SERVER, SEMANTIC);
      oneOf("eagerness", eagerness, "low", "medium", "high", "auto");
      if (threshold < 0 || threshold > 1) {
        throw new IllegalArgumentException("threshold is " + threshold + "; allowed: 0 to 1");
      }
      within("prefix-padding", prefixPadding, 0, 5000);
      within("silence", silence, 100, 10_000);
    }

    /** The same in another way. */
    Detection in(String otherMode) {
      return new Detection(otherMode, threshold, prefixPadding, silence, eagerness);
    }

    boolean ours() {
      return mode.equals(OURS);
    }
  }

  /**
   * What writes down what the caller says.
   *
   * @param model such as {@code gpt-4o-transcribe}, or empty for nothing
   * @param language its name of a language, or empty for the profile's
   * @param prompt words and names that may occur, or empty
   */
  public record Transcription(String model, String language, String prompt) {}

  /**
   * Limits of time and size.
   *
   * @param connectTimeout how long it may take until the session is ready
   * @param answerTimeout how long a reply may take to begin
   * @param reconnects how often in a row a lost connection is opened again
   * @param backOff how long is waited before the first of these; twice as long before each next
   * @param preRoll how much of the caller from before the onset was noticed is sent, where our hearing decides
   * @param maxKept how much of the caller's turn is kept to be sent again
   * @param renewAfter how old a session gets until it is replaced in the next silence
   * @param renewBy how old it gets at most
   * @param maxWait how long a rate limit may keep the caller waiting
   * @param keyPause how long no key is pressed until those pressed are told
   * @param maxMemory how many characters of the conversation are told to a new session
   * @param maxUnreadable after how many messages that cannot be read the bot is given up
   */
  public record Limits(
      Duration connectTimeout,
      Duration answerTimeout,
      int reconnects,
      Duration backOff,
      Duration preRoll,
      Duration maxKept,
      Duration renewAfter,
      Duration renewBy,
      Duration maxWait,
      Duration keyPause,
      int maxMemory,
      int maxUnreadable) {

    public Limits {
      within("connect-timeout", connectTimeout, 100, 60_000);
      within("answer-timeout", answerTimeout, 100, 60_000);
      within("reconnects", reconnects, 0, 20);
      within("back-off", backOff, 10, 10_000);
      within("pre-roll", preRoll, 0, 2000);
      within("max-kept", maxKept, 1000, 120_000);
      within("renew-after", renewAfter, 1000, 24 * 3_600_000L);
      within("renew-by", renewBy, renewAfter.toMillis(), 24 * 3_600_000L);
      within("max-wait", maxWait, 0, 60_000);
      within("key-pause", keyPause, 100, 10_000);
      within("max-memory", maxMemory, 0, 1_000_000);
      within("max-unreadable", maxUnreadable, 0, 1_000_000);
    }
  }

  private static void oneOf(String key, String value, String... allowed) {
    if (!List.of(allowed).contains(value)) {
      throw new IllegalArgumentException(key + " is '" + value + "'; allowed: "
          + String.join(
              ", ",
              List.of(allowed).stream()
                  .map(one -> one.isEmpty() ? "empty" : one)
                  .toList()));
    }
  }
}
