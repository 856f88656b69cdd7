package talkspurt.provider.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.fake.Eventually;
import talkspurt.fake.QuietKit;
import talkspurt.fake.Requests;
import talkspurt.fake.Told;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.provider.Embedder;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Line;
import talkspurt.provider.Responder.Speaker;
import talkspurt.provider.UsageMeter;
import talkspurt.telemetry.Metrics;

class KnowledgeTest {

  private static final List<String> WORDS =
      List.of("open", "sunday", "parking", "free", "delivery", "cost");
  private static final List<Passage> PASSAGES = List.of(
      new Passage("Hours", "We are open from nine to five."),
      new Passage("Sunday", "On Sunday we are open from ten."),
      new Passage("Parking", "Parking is free."),
      new Passage("Delivery", "Delivery is free. It does not cost <more>."));
  private static final Wording TOLD_IN = LanguagePack.shipped("en").wording();
  private static final String UNAVAILABLE = KnowledgeNote.unavailable(TOLD_IN);

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("knowledge");

  /** Knows which of a few words are in a text. */
  private static final class CountedWords implements Embedder {

    private final List<List<String>> asked = new ArrayList<>();
    private final Deque<CompletionStage<Result>> instead = new ArrayDeque<>();

    @Override
    public String name() {
      return "counted";
    }

    @Override
    public synchronized CompletionStage<Result> embed(List<String> texts, UsageMeter meter) {
      asked.add(List.copyOf(texts));
      return instead.isEmpty()
          ? CompletableFuture.completedFuture(
              new Result.Vectors(texts.stream().map(CountedWords::vector).toList()))
          : instead.poll();
    }

    private static float[] vector(String text) {
      float[] vector = new float[WORDS.size()];
      IntStream.range(0, vector.length)
          .filter(at -> text.toLowerCase(Locale.ROOT).contains(WORDS.get(at)))
          .forEach(at -> vector[at] = 3);
      return vector;
    }

    synchronized List<List<String>> asked() {
      return List.copyOf(asked);
    }
  }

  private final CountedWords embedder = new CountedWords();
  private final Metrics metrics = new Metrics();

  @Test
  void anAgentIsToldWhatIsNearestToTheCallersWords() {
    Knowledge knowledge = knowledge(2, 0.1).prepare();
    assertThat(told(knowledge, "Is parking free with you?"))
        .contains("<documents>\n- Parking: Parking is free.\n- Delivery: Delivery is free.")
        .contains("‹more›")
        .doesNotContain("Hours");
  }

  @Test
  void onlySoManyAreToldAndOnlyThoseThatAreNearEnough() {
    assertThat(told(knowledge(1, 0.1).prepare(), "are you open on Sunday at all"))
        .contains("- Sunday: ")
        .doesNotContain("- Hours");
    assertThat(told(knowledge(4, 0.7).prepare(), "are you open on Sunday at all"))
        .contains("- Sunday: ")
        .contains("- Hours")
        .doesNotContain("Parking");
    assertThat(told(knowledge(4, 0.8).prepare(), "are you open on Sunday at all"))
        .doesNotContain("- Hours");
    assertThat(told(knowledge(4, 0.1).prepare(), "what is the weather like today"))
        .isEqualTo(KnowledgeNote.of(List.of(), TOLD_IN));
  }

  @Test
  void fewWordsAreAlsoSearchedBehindThoseBefore() {
    Knowledge knowledge = knowledge(1, 0.1).prepare();
    told(knowledge, request("And on Sunday?", "When are you open?", "And on Sunday?"));
    assertThat(last()).containsExactly("And on Sunday?", "When are you open? And on Sunday?");
    told(knowledge, request("And on Sunday?", "When are you open?"));
    assertThat(last()).containsExactly("And on Sunday?", "When are you open? And on Sunday?");
    told(knowledge, request("And on Sunday?", "And on Sunday?"));
    assertThat(last()).containsExactly("And on Sunday?");
    told(knowledge, request("Now I would like to know one more thing", "When are you open?"));
    assertThat(last()).containsExactly("Now I would like to know one more thing");
  }

  @Test
  void nothingIsSearchedWhereNobodyAskedInWords() {
    Knowledge knowledge = knowledge(1, 0.1).prepare();
    int before = embedder.asked().size();
    for (Cue cue : List.of(
        new Cue.Words(" "), new Cue.Digits("1"), new Cue.Silence(1), new Cue.TransferFailed())) {
      assertThat(told(knowledge, Requests.of(cue, Optional.empty()))).isEmpty();
    }
    assertThat(embedder.asked()).hasSize(before);
  }

  @Test
  void passagesAreEmbeddedOnceAndInBatches() {
    List<Passage> many = IntStream.range(0, Knowledge.BATCH + 1)
        .mapToObj(at -> new Passage("", "parking " + at))
        .toList();
    Knowledge knowledge =
        Knowledge.create(KIT.system(), many, embedder, settings(1, 0.1, 5000), metrics.providers());
    assertThat(embedder.asked()).as("nothing is made before").isEmpty();
    knowledge.prepare().prepare();
    assertThat(embedder.asked()).extracting(List::size).containsExactly(Knowledge.BATCH, 1);
    assertThat(told(knowledge, "parking")).contains("- parking 0");
  }

  @Test
  void whatFailsIsTriedAgainAndTheAgentIsToldUntilThen() {
    embedder.instead.add(failed());
    embedder.instead.add(
        vectors(new float[] {1}, new float[] {1, 2}, new float[] {1}, new float[] {1}));
    Knowledge knowledge = knowledge(1, 0.1).prepare();
    assertThat(told(knowledge, "parking")).isEqualTo(UNAVAILABLE);
    Eventually.holds(
        () -> assertThat(told(knowledge, "parking")).contains("- Parking: Parking is free."));
    assertThat(failures(Kind.OVERLOADED)).isEqualTo(1);
    assertThat(failures(Kind.BROKE_PROTOCOL)).as("vectors of two lengths").isEqualTo(1);
  }

  @Test
  void whatWasNotPreparedIsWhenSomebodyAsks() {
    Knowledge knowledge = knowledge(1, 0.1);
    assertThat(told(knowledge, "parking")).isEqualTo(UNAVAILABLE);
    assertThat(told(knowledge, "parking")).contains("- Parking");
  }

  @Test
  void aSearchThatFailsOrTakesTooLongIsTold() {
    Knowledge knowledge = Knowledge.create(
            KIT.system(), PASSAGES, embedder, settings(1, 0.1, 20), metrics.providers())
        .prepare();
    embedder.instead.add(failed());
    assertThat(told(knowledge, "is parking free with you now")).isEqualTo(UNAVAILABLE);
    embedder.instead.add(new CompletableFuture<>());
    assertThat(told(knowledge, "is parking free with you now")).isEqualTo(UNAVAILABLE);
    embedder.instead.add(vectors(new float[] {1, 0}));
    assertThat(told(knowledge, "is parking free with you now")).isEqualTo(UNAVAILABLE);
    assertThat(failures(Kind.OVERLOADED)).isEqualTo(1);
    assertThat(failures(Kind.TOO_SLOW)).isEqualTo(1);
    assertThat(failures(Kind.BROKE_PROTOCOL)).isEqualTo(1);
  }

  private static CompletionStage<Embedder.Result> failed() {
    return CompletableFuture.completedFuture(
        new Embedder.Result.Failed(new ProviderFailure(Kind.OVERLOADED, "counted", "busy")));
  }

  private static CompletionStage<Embedder.Result> vectors(float[]... vectors) {
    return CompletableFuture.completedFuture(new Embedder.Result.Vectors(Arrays.asList(vectors)));
  }

  private double failures(Kind kind) {
    return Told.by(metrics, "talkspurt_provider_failures", kind.name());
  }

  private Knowledge knowledge(int passages, double least) {
    return Knowledge.create(
        KIT.system(), PASSAGES, embedder, settings(passages, least, 5000), metrics.providers());
  }

  private static KnowledgeSettings settings(int passages, double least, int timeoutMs) {
    return new KnowledgeSettings(passages, least, 800, Duration.ofMillis(timeoutMs));
  }

  private List<String> last() {
    List<List<String>> asked = embedder.asked();
    return asked.get(asked.size() - 1);
  }

  private static String told(Knowledge knowledge, String words) {
    return told(knowledge, request(words));
  }

  private static String told(Knowledge knowledge, Responder.Request request) {
    return knowledge.told(request).toCompletableFuture().join();
  }

  private static Responder.Request request(String words, String... before) {
    return new Responder.Request(
        "call",
        1,
        "en",
        Arrays.stream(before).map(line -> new Line(Speaker.CALLER, line)).toList(),
        new Cue.Words(words),
        Map.of(),
        List.of(),
        "",
        Optional.empty());
  }
}
