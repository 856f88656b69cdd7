package talkspurt.provider.embedded;

import akka.Done;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.Responder;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.Transcriber;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;
import talkspurt.telemetry.RecognizerMetrics;

/**
 * The embedded providers of a node: one set for all calls. Wrong settings are told by {@link
 * IllegalArgumentException}s of one line.
 */
public final class EmbeddedProviders implements AutoCloseable {

  private final Dictionary dictionary = new Dictionary();
  private final RecognizerPool recognizers;
  private final EmbeddedSynthesizer synthesizer;

  private EmbeddedProviders(EmbeddedSettings settings, RecognizerMetrics metrics) {
    for (String carrier : settings.carriers()) {
      List<String> unknown = dictionary.unknown(carrier);
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException("carriers has '" + carrier + "' with " + unknown
            + "; allowed: words of the CMU dictionary");
      }
    }
    recognizers = new RecognizerPool(
        settings,
        grammars -> new SphinxRecognizer(grammars, settings.carriers()),
        NanoClock.system(),
        metrics);
    synthesizer = new EmbeddedSynthesizer(settings);
  }

  /** An English text as its voice says it, where there are no providers; a voice is made for it. */
  public static AudioFrame spoken(String text) {
    return new FreettsVoice(EmbeddedSynthesizer.DEFAULT_VOICE).speak(text).sound();
  }

  /** From the block {@code talkspurt.embedded}; nobody looks at its figures. */
  public static EmbeddedProviders create(Config embedded) {
    return create(embedded, Metrics.notExposed().recognizer());
  }

  /** From the block {@code talkspurt.embedded}. */
  public static EmbeddedProviders create(Config embedded, RecognizerMetrics metrics) {
    EmbeddedSettings settings = new EmbeddedSettings(
        embedded.getInt("recognizers"),
        embedded.getInt("max-waiting"),
        embedded.getDuration("answer-timeout"),
        embedded.getDuration("longest-utterance"),
        embedded.getStringList("carriers"),
        embedded.getInt("voices"),
        embedded.getInt("max-sentences"),
        maxCalls(embedded.getString("max-calls")));
    return new EmbeddedProviders(settings, metrics);
  }

  private static OptionalInt maxCalls(String set) {
    if (set.equals("auto")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(set));
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "max-calls is " + set + "; allowed: auto, or a number from 1 to 1000000", wrong);
    }
  }

  /** How many calls whose words are found here can be borne, by what that takes now; at least one. */
  public int maxCalls() {
    return recognizers.maxCalls();
  }

  /** Whether words take too long now. */
  public boolean behind() {
    return recognizers.behind();
  }

  /**
   * Loads what takes long, in the background; what is to be recognised meanwhile waits. The result
   * completes when all is loaded, or cannot be, and never fails.
   */
  public CompletionStage<Done> load() {
    return recognizers
        .load()
        .thenCombine(synthesizer.load(), (recognizers, voices) -> Done.done())
        .exceptionally(broken -> Done.done());
  }

  /** Speech to text, of those phrases all of whose words are in the dictionary. */
  public Transcriber transcriber() {
    Transcriber transcriber = new EmbeddedTranscriber(recognizers);
    return request -> transcriber.transcribe(
        new Transcriber.Request(request.language(), understandable(request.phrases())));
  }

  /** Text to speech. */
  public Synthesizer synthesizer() {
    return synthesizer;
  }

  /** This is going to be said in every call: it is worked out when the rest is loaded. */
  public void foresee(Synthesizer.Request request) {
    synthesizer.foresee(request);
  }

  /** These phrases are recognised in calls: it is made ready for them when the rest is loaded. */
  public void foresee(List<String> phrases) {
    recognizers.foresee(understandable(phrases));
  }

  /** The name of a voice, checked; empty stands for the default. */
  public String voice(String name) {
    if (!name.isEmpty() && !FreettsVoice.exists(name)) {
      throw new IllegalArgumentException("voice is " + name + "; allowed: kevin16, kevin");
    }
    return name;
  }

  /** An agent by the {@code responder} block of a profile. */
  public Responder responder(Config responder) {
    return new ScriptedResponder(script(responder));
  }

  /** What callers of such an agent may say. */
  public List<String> phrases(Config responder) {
    return script(responder).topics().stream()
        .flatMap(topic -> topic.phrases().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Refuses phrases with words the embedded transcriber does not know. */
  public void refuseUnknownWords(List<String> phrases) {
    for (String phrase : phrases) {
      List<String> unknown = dictionary.unknown(phrase);
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException("the phrase '" + phrase + "' has " + unknown
            + "; allowed: words of the CMU dictionary");
      }
    }
  }

  /** Those phrases all of whose words can be recognised. */
  List<String> understandable(List<String> phrases) {
    return phrases.stream()
        .filter(phrase -> dictionary.unknown(phrase).isEmpty())
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    recognizers.close();
    synthesizer.close();
  }

  private static Script script(Config responder) {
    try {
      return new Script(
          responder.getConfigList("topics").stream()
              .map(EmbeddedProviders::topic)
              .toList(),
          responder.getStringList("not-understood"),
          responder.getStringList("on-silence"),
          responder.getString("on-unknown-digits"),
          responder.getString("on-transfer-failed"),
          responder.hasPath("on-collected")
              ? onCollected(responder.getConfig("on-collected"))
              : Map.of());
    } catch (ConfigException wrong) {
      throw new IllegalArgumentException(
          "responder is not right: " + wrong.getMessage() + "; allowed: see receptionist.conf",
          wrong);
    }
  }

  private static Map<String, Script.OnCollected> onCollected(Config all) {
    Map<String, Script.OnCollected> byName = new HashMap<>();
    for (String name : all.root().keySet()) {
      Config one = all.getConfig(name);
      String then = one.hasPath("then") ? one.getString("then") : "listen";
      byName.put(
          name,
          new Script.OnCollected(
              one.getString("say"), one.getString("failed"), Script.Then.of(then)));
    }
    return byName;
  }

  private static Script.Topic topic(Config topic) {
    return new Script.Topic(
        topic.getString("name"),
        topic.hasPath("phrases") ? topic.getStringList("phrases") : List.of(),
        topic.hasPath("digits") ? topic.getString("digits") : "",
        say(topic),
        Script.Then.of(topic.getString("then"), outcome(topic)));
  }

  /** What a topic tells of how the call came out; fields as JSON. */
  private static Map<String, String> outcome(Config topic) {
    Map<String, String> told = new HashMap<>();
    if (topic.hasPath("outcome")) {
      topic
          .getObject("outcome")
          .forEach((name, value) -> told.put(
              name,
              value.valueType() == ConfigValueType.OBJECT
                  ? value.render(ConfigRenderOptions.concise())
                  : String.valueOf(value.unwrapped())));
    }
    return told;
  }

  /** One text, or a list of sentences. */
  private static String say(Config topic) {
    return topic.getValue("say").valueType() == ConfigValueType.LIST
        ? String.join(" ", topic.getStringList("say"))
        : topic.getString("say");
  }
}
