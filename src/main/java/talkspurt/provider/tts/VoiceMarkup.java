package talkspurt.provider.tts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import talkspurt.text.Markup;
import talkspurt.text.SpokenForm;

/** What kinds of voices read beside plain words, by what their makers document. */
public final class VoiceMarkup implements Markup {

  /**
   * How phonemes of an alphabet are written for a voice.
   *
   * @param written of a word and its phonemes; empty where the voice takes none for this word
   */
  private record Way(Alphabet alphabet, BiFunction<String, String, Optional<String>> written) {}

  /** The models of Deepgram that take phonemes: Aura-2 in English and Spanish. */
  private static final String DEEPGRAM_MODELS = "aura-2-[a-z]+-(en|es)";

  /** The models of ElevenLabs that take phonemes. All are for English. */
  private static final Set<String> ELEVENLABS_MODELS =
      Set.of("eleven_flash_v2", "eleven_turbo_v2", "eleven_monolingual_v1");

  private static final Map<Character, String> XML =
      Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;");
  private static final Map<Character, String> BRACKETS = Map.of('[', "(", ']', ")");
  private static final Map<Character, String> BRACES = Map.of('\\', " ", '{', "(", '}', ")");
  private static final Map<Character, String> NO_TAGS = Map.of('<', " ", '>', " ");

  /** espeak-ng says a full stop right behind {@code say-as} as "dot"; not so behind a break. */
  private static final String BEHIND_GROUPS_OF_ESPEAK = "<break time=\"1ms\"/>";

  private static final String BETWEEN_GROUPS = "<break time=\"200ms\"/>";

  private final String name;
  private final Map<Character, String> escapes;
  private final List<Way> ways;
  private final boolean sayAs;

  /**
   * A voice's markup.
   *
   * @param ways to write phonemes, the best first
   * @param sayAs whether it takes {@code say-as}, in a whole document of SSML
   */
  private VoiceMarkup(String name, Map<Character, String> escapes, List<Way> ways, boolean sayAs) {
    this.name = name;
    this.escapes = escapes;
    this.ways = ways;
    this.sayAs = sayAs;
  }

  /** Deepgram's: a word and its phonemes as JSON between braces. */
  public static Markup deepgram(String model) {
    return model.matches(DEEPGRAM_MODELS)
        ? new VoiceMarkup(
            "deepgram", BRACES, List.of(new Way(Alphabet.IPA, VoiceMarkup::inBraces)), false)
        : NONE;
  }

  /** Piper's: IPA in double brackets. */
  public static Markup piper() {
    return bracketed("piper", Alphabet.IPA, BRACKETS, false);
  }

  /** That of espeak-ng: its own phonemes in double brackets. */
  public static Markup espeak() {
    return bracketed("espeak", Alphabet.ESPEAK, BRACKETS, false);
  }

  /** That of {@code espeak-ng -m}: SSML, of whose phonemes it takes none, and the double brackets as ever. */
  public static Markup espeakSsml() {
    Map<Character, String> both = new HashMap<>(XML);
    both.putAll(BRACKETS);
    return bracketed("espeak-ssml", Alphabet.ESPEAK, Map.copyOf(both), true);
  }

  /** SSML 1.1 as a whole document. */
  public static Markup ssml() {
    return new VoiceMarkup(
        "ssml",
        XML,
        List.of(new Way(Alphabet.IPA, (word, ipa) -> Optional.of(element("ipa", word, ipa)))),
        true);
  }

  /** Whether a model of ElevenLabs takes phonemes. */
  public static boolean phonemesOfElevenLabs(String model) {
    return ELEVENLABS_MODELS.contains(model);
  }

  /**
   * That of ElevenLabs: single elements of SSML in plain text. Over HTTP they are always looked for.
   *
   * @param webSocket whether it is spoken to by WebSocket, and looks for elements only where it is asked to
   */
  public static Markup elevenLabs(String model, boolean webSocket) {
    if (!phonemesOfElevenLabs(model)) {
      return webSocket ? NONE : new VoiceMarkup("tags", NO_TAGS, List.of(), false);
    }
    return new VoiceMarkup(
        "elevenlabs",
        webSocket ? XML : NO_TAGS,
        List.of(
            new Way(
                Alphabet.ARPABET,
                (word, phonemes) -> wordByWord("cmu-arpabet", word, phonemes, " {2,}")),
            new Way(Alphabet.IPA, (word, phonemes) -> wordByWord("ipa", word, phonemes, " +"))),
        false);
  }

  private static Markup bracketed(
      String name, Alphabet alphabet, Map<Character, String> escapes, boolean sayAs) {
    return new VoiceMarkup(
        name,
        escapes,
        List.of(new Way(
            alphabet,
            (word, phonemes) -> Optional.of("[[" + padded(alphabet, phonemes.strip()) + "]]"))),
        sayAs);
  }

  private static String padded(Alphabet alphabet, String phonemes) {
    return alphabet == Alphabet.IPA ? " " + phonemes + " " : phonemes;
  }

  private static Optional<String> inBraces(String word, String ipa) {
    return Optional.of(
        "\\{\"word\": \"" + quoted(word) + "\", \"pronounce\": \"" + quoted(ipa) + "\"\\}");
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /**
   * An element may hold one word only.
   *
   * @param between what stands between the phonemes of two words, as a regular expression
   */
  private static Optional<String> wordByWord(
      String alphabet, String text, String phonemes, String between) {
    String[] words = text.split(" +");
    String[] said =
        words.length == 1 ? new String[] {phonemes.strip()} : phonemes.strip().split(between);
    if (words.length != said.length) {
      return Optional.empty();
    }
    StringBuilder elements = new StringBuilder();
    for (int i = 0; i < words.length; i++) {
      elements.append(i == 0 ? "" : " ").append(element(alphabet, words[i], said[i]));
    }
    return Optional.of(elements.toString());
  }

  private static String element(String alphabet, String word, String phonemes) {
    return "<phoneme alphabet=\"" + alphabet + "\" ph=\"" + xml(phonemes.strip()) + "\">"
        + xml(word) + "</phoneme>";
  }

  private static String xml(String text) {
    return escaped(text, XML).text();
  }

  @Override
  public SpokenForm plain(String text) {
    return escaped(text, escapes);
  }

  private static SpokenForm escaped(String text, Map<Character, String> escapes) {
    SpokenForm.Builder plain = new SpokenForm.Builder();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      String escaped = escapes.get(text.charAt(at));
      if (escaped != null) {
        plain.same(text.substring(from, at)).instead(1, escaped);
        from = at + 1;
      }
    }
    return plain.same(text.substring(from)).build();
  }

  @Override
  public Optional<String> phonemes(String word, Map<Alphabet, String> known) {
    return ways.stream()
        .filter(way -> known.containsKey(way.alphabet()))
        .flatMap(way -> way.written().apply(word, known.get(way.alphabet())).stream())
        .findFirst();
  }

  @Override
  public String spelled(List<String> groups) {
    if (!sayAs) {
      return Markup.super.spelled(groups);
    }
    List<String> elements = new ArrayList<>();
    groups.forEach(group ->
        elements.add("<say-as interpret-as=\"characters\">" + plain(group).text() + "</say-as>"));
    return String.join(BETWEEN_GROUPS, elements)
        + (ways.stream().anyMatch(way -> way.alphabet() == Alphabet.ESPEAK)
            ? BEHIND_GROUPS_OF_ESPEAK
            : "");
  }

  @Override
  public SpokenForm whole(SpokenForm parts) {
    return sayAs ? parts.within("<speak>", "</speak>") : parts;
  }

  @Override
  public String toString() {
    return name;
  }
}
