package talkspurt.boot.config;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import java.net.URI;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import talkspurt.audio.AudioFrame;
import talkspurt.boot.Wav;
import talkspurt.media.playout.VoicePace;
import talkspurt.media.profile.Voice;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.provider.recorded.CachedSynthesizer;
import talkspurt.provider.recorded.RecordedSynthesizer;
import talkspurt.provider.recorded.SpeechStore;
import talkspurt.provider.transport.Addressed;
import talkspurt.provider.transport.Metered;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.tts.AudibleSynthesizer;
import talkspurt.provider.tts.CircuitBreakerSynthesizer;
import talkspurt.provider.tts.FallbackSynthesizer;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * Reads the {@code synthesizer} block of a profile, and makes the voice: what the block says itself
 * wins over {@code talkspurt.synthesizers}.
 */
final class SynthesizerReader {

  private static final String EMBEDDED = "embedded";
  private static final String ANY = "any";
  private static final int MAX_VOICES = 3;
  private static final List<String> AROUND = List.of(
      "kind",
      "fallback",
      "cache",
      "prompts",
      LexiconReader.LEXICON,
      LexiconReader.READ,
      PriceReader.PRICE);
  private static final List<String> NO_SOUND = List.of(
      "fallback",
      "cache",
      "prompts",
      LexiconReader.LEXICON,
      LexiconReader.READ,
      PriceReader.PRICE,
      "api-key-env",
      "api-key-file",
      "connect-timeout",
      "first-sound-timeout",
      "next-sound-timeout",
      "max-connections",
      "max-programs",
      "max-characters",
      "keep-for",
      "retries",
      "retry-after");

  private final ConfigSection defaults;
  private final EmbeddedProviders embedded;
  private final ActorSystem<?> system;
  private final Metrics metrics;
  private final ProviderFigures figures;
  private final Map<String, String> environment;
  private final ProviderStore.Reading made;
  private final SpeechLevel level;
  private final LexiconReader lexicons;
  private final VoiceKinds voices;
  private final Map<Path, Integer> sizes = new HashMap<>();

  /**
   * A reader with the defaults of {@code talkspurt.synthesizers}.
   *
   * @param made where voices are, and come to
   */
  SynthesizerReader(
      ConfigSection root,
      EmbeddedProviders embedded,
      ActorSystem<?> system,
      Metrics metrics,
      Map<String, String> environment,
      ProviderStore.Reading made) {
    this.defaults = root.section("synthesizers");
    this.made = made;
    this.level = SpeechLevel.read(root);
    this.lexicons = new LexiconReader(root, made);
    this.voices = new VoiceKinds(system, metrics.providers(), environment);
    this.embedded = embedded;
    this.system = system;
    this.metrics = metrics;
    this.figures = new ProviderFigures(metrics);
    this.environment = Map.copyOf(environment);
  }

  /** How loud voices are. */
  SpeechLevel level() {
    return level;
  }

  /** Whether the first voice of a block is the embedded one. */
  static boolean isEmbedded(ConfigSection block) {
    return block.text("kind").equals(EMBEDDED);
  }

  /** The voice of a block with its fallbacks. */
  Voice read(ConfigSection block) {
    List<FallbackSynthesizer.Choice> choices = new ArrayList<>();
    LexiconReader.Own words = LexiconReader.own(block, LexiconReader.Own.NOTHING);
    for (ConfigSection next : block.chain("fallback")) {
      LexiconReader.Own said = choices.isEmpty() ? words : LexiconReader.own(next, words);
      choices.add(next.check(own -> choice(own, said)));
      if (choices.size() > MAX_VOICES) {
        next.tell("is one fallback too many; allowed: " + MAX_VOICES + " voices in all");
        break;
      }
    }
    FallbackSynthesizer.Choice first = choices.get(0);
    return choices.size() == 1
        ? known(first.synthesizer(), first.voice())
        : known(
            made.one(
                Synthesizer.class,
                List.of("fallback voices", choices),
                () -> new FallbackSynthesizer(choices, metrics.providers())),
            "");
  }

  /** What is known of how its sound arrives is kept as long as the voice is. */
  private Voice known(Synthesizer synthesizer, String name) {
    String provider = synthesizer.failure(ProviderFailure.Kind.SPEECH_GAP, "").provider();
    String shown = name.isEmpty() ? provider : provider + "/" + name;
    metrics.playout().voice(shown); // its figures begin at 0
    VoicePace pace =
        made.one(VoicePace.class, List.of("pace", synthesizer, name), () -> new VoicePace(shown));
    return new Voice(synthesizer, name, pace);
  }

  private FallbackSynthesizer.Choice choice(ConfigSection own, LexiconReader.Own words) {
    String kind = own.text("kind");
    if (kind.equals(EMBEDDED)) {
      own.only(
          "kind",
          "voice",
          "fallback",
          "prompts",
          LexiconReader.LEXICON,
          LexiconReader.READ,
          PriceReader.PRICE);
      figures.failures(EMBEDDED);
      Synthesizer plain = made.one(
          Synthesizer.class,
          List.of("voice", EMBEDDED),
          () -> Addressed.synthesizer(
              EMBEDDED,
              "",
              new AudibleSynthesizer(EMBEDDED, Metered.synthesizer(embedded.synthesizer()))));
      return new FallbackSynthesizer.Choice(
          dressed(EMBEDDED, own, own, words, priced(EMBEDDED, own, plain)),
          embedded.voice(own.text("voice", "")));
    }
    Set<String> kinds = new TreeSet<>(defaults.keys());
    kinds.remove(ANY);
    if (!kinds.contains(kind)) {
      kinds.add(EMBEDDED);
      throw new IllegalArgumentException("kind is " + kind + "; allowed: " + kinds);
    }
    ConfigSection ofKind = defaults.section(kind);
    ConfigSection ofAny = defaults.section(ANY);
    Set<String> keys = new TreeSet<>(ofKind.keys());
    keys.addAll(ofAny.keys());
    own.only(allowed(keys));
    ConfigSection block = own.or(ofKind).or(ofAny);
    Synthesizer voice = cached(kind, own, block, voice(kind, block));
    return new FallbackSynthesizer.Choice(dressed(kind, own, block, words, voice), "");
  }

  /** As loud as others, with its lexicon, and behind the recordings. */
  private Synthesizer dressed(
      String kind,
      ConfigSection own,
      ConfigSection block,
      LexiconReader.Own words,
      Synthesizer voice) {
    return recorded(own, lexicons.voice(kind, block, words, level.voice(voice, made)));
  }

  /** What it sounds like is told by the block, but for where it is and how long it is waited for. */
  private Synthesizer cached(
      String kind, ConfigSection own, ConfigSection block, Synthesizer voice) {
    if (!own.has("cache")) {
      return voice;
    }
    if (own.faults().collects()) {
      own.section("cache").check(SynthesizerReader::lookedAt);
      return voice;
    }
    Config sound = block.config();
    for (String key : NO_SOUND) {
      sound = sound.withoutPath(key);
    }
    for (String key : defaults.section("any").keys()) {
      sound = sound.withoutPath(key);
    }
    String identity = kind + sound.root().render(ConfigRenderOptions.concise());
    SpeechStore store = own.section("cache").check(this::store);
    return made.one(
        Synthesizer.class,
        List.of("cached voice", store, identity, voice),
        () -> CachedSynthesizer.create(system, store, identity, voice, metrics.providers()));
  }

  private static Path lookedAt(ConfigSection cache) {
    cache.only("directory", "max-megabytes");
    Path directory = Path.of(cache.text("directory"));
    SpeechStore.check(directory, cache.number("max-megabytes"));
    return directory;
  }

  /** Profiles may share a directory. */
  private SpeechStore store(ConfigSection cache) {
    cache.only("directory", "max-megabytes");
    Path directory = Path.of(cache.text("directory")).toAbsolutePath().normalize();
    int most = cache.number("max-megabytes");
    int others = sizes.computeIfAbsent(directory, first -> most);
    if (others != most) {
      throw new IllegalArgumentException("max-megabytes is " + most + "; allowed: " + others
          + ", as another profile says of this directory");
    }
    return made.one(
        SpeechStore.class,
        List.of("speech store", directory, most),
        () -> SpeechStore.open(directory, most, InstantSource.system()));
  }

  private Synthesizer recorded(ConfigSection own, Synthesizer voice) {
    Map<String, AudioFrame> recordings = new HashMap<>();
    for (ConfigSection prompt : own.sections("prompts")) {
      prompt.only("words", "play");
      recordings.put(prompt.text("words"), level.recording(Wav.read(Path.of(prompt.text("play")))));
    }
    return recordings.isEmpty()
        ? voice
        : made.one(
            Synthesizer.class,
            List.of("recorded voice", contents(recordings), voice),
            () -> new RecordedSynthesizer(recordings, voice));
  }

  /** What is in recordings, however often they are read. */
  private static Map<String, List<Object>> contents(Map<String, AudioFrame> recordings) {
    Map<String, List<Object>> contents = new HashMap<>();
    recordings.forEach((words, sound) ->
        contents.put(words, List.of(sound.rateHz(), ShortBuffer.wrap(sound.samples()))));
    return contents;
  }

  private static String[] allowed(Set<String> keys) {
    return Stream.concat(AROUND.stream(), keys.stream()).toArray(String[]::new);
  }

  /** One for all profiles that say the same, so that they share connections and what is known of it. */
  private Synthesizer voice(String kind, ConfigSection block) {
    Config settings = block.config();
    for (String key : AROUND) {
      settings = settings.withoutPath(key);
    }
    Optional<Secret> key = SecretReader.secret(block, "api-key", environment);
    String same = settings.root().render(ConfigRenderOptions.concise());
    ProviderStore.NamedVoice voice = made.one(
        ProviderStore.NamedVoice.class,
        List.of("voice", kind, same, key),
        () -> named(kind, block));
    return priced(voice.name(), block, voice.voice());
  }

  private Synthesizer priced(String name, ConfigSection block, Synthesizer voice) {
    return PriceReader.priced(
        made,
        Synthesizer.class,
        Metered::synthesizer,
        name,
        PriceReader.read(made, block, PriceReader.SYNTHESIZER),
        voice);
  }

  private ProviderStore.NamedVoice named(String kind, ConfigSection block) {
    String name = made.freeName(kind);
    figures.synthesizer(name);
    Synthesizer heard =
        new AudibleSynthesizer(name, Metered.synthesizer(voices.voice(kind, name, block)));
    String address = block.has("url") ? Addressed.shown(URI.create(block.text("url"))) : "";
    return new ProviderStore.NamedVoice(
        name, Addressed.synthesizer(name, address, guarded(name, block, heard)));
  }

  private Synthesizer guarded(String name, ConfigSection block, Synthesizer voice) {
    String most = block.has("max-programs") ? "max-programs" : "max-connections";
    return CircuitBreakerSynthesizer.create(
        system,
        name,
        voice,
        block.number(most),
        PeerReader.breaker(block),
        metrics.providers(),
        NanoClock.system());
  }
}
