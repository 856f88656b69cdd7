package talkspurt.media.agent;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.media.playout.TtsPiece;
import talkspurt.media.profile.Filler;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Tools;

/**
 * What happens in a reply, and what comes of it: a voice is asked ({@code ask:a}), gives the beginning
 * ({@code (a}), sound ({@code ~}) and the end ({@code )}) of a sentence or breaks off ({@code !}).
 */
class ReplySequencerTest {

  private static final TtsPiece SOUND = new TtsPiece.Sound(new AudioFrame(8000, new short[160]));
  private static final ProviderFailure FAILURE =
      new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "fake", "gone");

  private final StringBuilder log = new StringBuilder();
  private final Map<Source<TtsPiece, NotUsed>, String> sources = new IdentityHashMap<>();
  private final Map<String, Voice> voices = new HashMap<>();
  private int fillersLeft = 2;
  private int spoke;
  private int demand;
  private boolean agentAsked;
  private boolean agentDone;
  private boolean closed;
  private Optional<Duration> timer = Optional.empty();

  private final class Voice implements ReplySegment.Feed {
    private final ReplySegment segment;
    private final String name;
    private boolean pulled;
    private boolean over;
    private int pieces;

    Voice(String name, ReplySegment segment) {
      this.name = name;
      this.segment = segment;
    }

    @Override
    public void pull() {
      assertThat(pulled).as("%s is pulled twice", name).isFalse();
      pulled = true;
    }

    @Override
    public boolean pulled() {
      return pulled;
    }

    @Override
    public void cancel() {
      over = true;
      log("cancel:" + name);
    }

    void give(TtsPiece piece) {
      assertThat(pulled).as("%s is pulled", name).isTrue();
      pulled = false;
      sequencer.spoken(segment, piece);
    }
  }

  private final ReplySequencer.Streams streams = new ReplySequencer.Streams() {
    @Override
    public boolean wanted() {
      return demand > 0 && !closed;
    }

    @Override
    public void give(TtsPiece piece) {
      assertThat(demand--).as("playback waits").isPositive();
      check(piece);
      if (piece instanceof TtsPiece.SegmentBegins begins) {
        log("(" + begins.words());
      } else if (piece instanceof TtsPiece.SegmentEnds) {
        log(")");
      } else {
        log(piece instanceof TtsPiece.Sound ? "~" : "!");
      }
    }

    @Override
    public void complete() {
      closed = true;
      log("complete");
    }

    @Override
    public boolean closed() {
      return closed;
    }

    @Override
    public boolean agentDone() {
      return agentDone;
    }

    @Override
    public void askAgent() {
      agentAsked = true;
    }

    @Override
    public void cancelAgent() {
      agentDone = true;
      log("cancel-agent");
    }

    @Override
    public ReplySegment.Feed run(Source<TtsPiece, NotUsed> source, ReplySegment segment) {
      String name = sources.get(source);
      log("ask:" + name);
      Voice voice = new Voice(name, segment);
      voices.put(name, voice);
      return voice;
    }

    @Override
    public void time(Duration patience) {
      timer = Optional.of(timer.orElse(patience));
    }

    @Override
    public void stopTimer() {
      timer = Optional.empty();
    }
  };

  private final ReplySequencer.Mouth mouth = new ReplySequencer.Mouth() {
    @Override
    public Source<TtsPiece, NotUsed> speech(Part part) {
      if (part instanceof Part.Say say) {
        return source(say.sentence());
      }
      String name = part instanceof Part.UseTool tool ? tool.name() : "failed";
      log("do:" + name);
      return source(name);
    }

    @Override
    public Source<TtsPiece, NotUsed> filler(String words) {
      return source(words);
    }

    @Override
    public void gaveWay(ProviderFailure failure) {
      log("gave-way");
    }

    @Override
    public Source<TtsPiece, NotUsed> apology(Optional<String> waitedFor) {
      log("sorry" + waitedFor.map(late -> ":" + late).orElse(""));
      return source("sorry");
    }
  };

  private final FillerHooks waits = new FillerHooks() {
    @Override
    public Optional<String> filler(String waitsFor) {
      log("wait:" + waitsFor);
      return fillersLeft-- > 0 ? Optional.of("hm" + fillersLeft) : Optional.empty();
    }

    @Override
    public void agentSpoke() {
      spoke++;
    }

    @Override
    public void sounded() {
      log("sounds");
    }
  };

  private ReplySequencer sequencer = new ReplySequencer(
      streams, mouth, waits, new Filler(Duration.ofSeconds(1), List.of("hm1", "hm0"), 2));

  private Source<TtsPiece, NotUsed> source(String name) {
    Source<TtsPiece, NotUsed> source = Source.single(SOUND);
    sources.put(source, name);
    return source;
  }

  private void log(String what) {
    log.append(log.isEmpty() ? "" : " ").append(what);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      one sentence            | grant; want 9; say a; speak a; done                       | ask:a sounds (a ~ ) complete
      nothing                 | grant; want 1; done                                       | complete
      nobody listens          | grant; say a; begin a; sound a; done                      | ask:a sounds
      one is ahead            | grant; want 9; say a; say b; say c; begin a; sound a      | ask:a sounds (a ~ ask:b
      none before a sounds    | grant; want 9; say a; say b; begin a                      | ask:a
      not before the grant    | want 9; say a; say b; begin a; sound a                    | ask:a sounds (a ~
      after the grant         | say a; say b; begin a; sound a; grant                     | ask:a sounds ask:b
      then the next           | grant; want 9; say a; say b; begin a; sound a; end a; begin b; sound b | ask:a sounds (a ~ ask:b ) sounds (b ~
      the next waits          | grant; want 9; say a; say b; begin a; sound a; begin b; sound b; end a | ask:a sounds (a ~ ask:b sounds ) (b ~
      no sound is no sentence | grant; want 9; say a; over a; done                        | ask:a complete
      a tool waits its turn   | grant; want 9; say a; use t; say b; begin a; sound a; end a; over t; done | ask:a sounds (a ~ ) do:t ask:t ask:b
      no tool before a grant  | want 9; use t; done                                       |
      a tool after the grant  | want 9; use t; done; grant; over t                        | do:t ask:t complete
      an agent gives way      | want 9; give-way; say a                                   | gave-way ask:a
      """)
  void partsAreHeardInOrder(String name, String script, String expected) {
    run(script);
    assertThat(log.toString()).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      of what waits           | grant; want 9; say a; say b; say c; retract 1; begin a; sound a; end a | ask:a sounds (a ~ ask:b )
      what is ahead           | grant; want 9; say a; say b; begin a; sound a; retract 1; end a; done | ask:a sounds (a ~ ask:b cancel:b ) complete
      what is being said      | grant; want 2; say a; begin a; sound a; retract 1; want 9; done | ask:a sounds (a ~ cancel:a ! complete
      what does not sound     | grant; want 9; say a; begin a; retract 1; say b           | ask:a cancel:a ask:b
      more than there is      | grant; want 9; say a; retract 5; done                     | ask:a cancel:a complete
      none                    | grant; want 9; say a; retract 0; speak a                  | ask:a sounds (a ~ )
      no tool                 | grant; want 9; use t; retract 1; over t                   | do:t ask:t
      only sentences          | grant; want 1; say a; begin a; sound a; say b; use t; say c; retract 2; want 9; end a | ask:a sounds (a ask:b cancel:b ~ ) do:t ask:t
      """)
  void thoughtsAreTakenBack(String name, String script, String expected) {
    run(script);
    assertThat(log.toString()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      a voice breaks off      | grant; want 9; say a; begin a; sound a; break a; done      | ask:a sounds (a ~ ! sorry ask:sorry
      and is excused          | grant; want 9; say a; begin a; sound a; break a; done; speak sorry | ask:a sounds (a ~ ! sorry ask:sorry (sorry ~ ) complete
      the next sentence       | grant; want 9; say a; begin a; sound a; break a; say b; speak b; done | ask:a sounds (a ~ ! ask:b sounds (b ~ ) complete
      an agent fails          | grant; want 9; say a; speak a; fail; done; speak failed    | ask:a sounds (a ~ ) do:failed ask:failed (failed ~ ) complete
      both are one apology    | grant; want 9; say a; begin a; sound a; break a; fail; done; over failed | ask:a sounds (a ~ ! do:failed ask:failed complete
      not before the grant    | want 9; say a; begin a; sound a; break a; done             | ask:a sounds (a ~ !
      asked ahead it failed   | grant; want 9; say a; say b; begin a; sound a; over b; end a; speak b; done | ask:a sounds (a ~ ask:b ) ask:b sounds (b ~ ) complete
      ahead and break         | grant; want 9; say a; say b; begin a; sound a; break b; end a; over b; done | ask:a sounds (a ~ ask:b ) ask:b complete
      """)
  void aVoiceThatFailsIsExcusedAtTheEnd(String name, String script, String expected) {
    run(script);
    assertThat(log.toString()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      for the agent           | grant; want 9; late                                        | wait:agent ask:hm1
      for the voice           | grant; want 9; say a; begin a; late                        | ask:a wait:voice ask:hm1
      behind which it goes on | grant; want 9; say a; late; speak hm1; speak a             | ask:a wait:voice ask:hm1 (hm1 ~ ) sounds (a ~ )
      that was not needed     | grant; want 9; say a; late; begin a; sound a               | ask:a wait:voice ask:hm1 sounds cancel:hm1 (a ~
      that ended mute         | grant; want 1; say a; say b; late; begin hm1; end hm1; begin a; sound a; want 9 | ask:a wait:voice ask:hm1 (hm1 sounds ask:b ) (a ~
      that sounds already     | grant; want 9; say a; late; begin hm1; sound hm1; begin a; sound a | ask:a wait:voice ask:hm1 (hm1 ~ sounds
      twice                   | grant; want 9; late; speak hm1; late; speak hm0            | wait:agent ask:hm1 (hm1 ~ ) wait:agent ask:hm0 (hm0 ~ )
      in place of a mute one  | grant; want 9; late; late                                  | wait:agent ask:hm1 wait:voice cancel:hm1 ask:hm0
      in mid-sentence         | grant; want 9; say a; begin a; sound a; late               | ask:a sounds (a ~ cancel:a wait:voice ask:hm1 !
      and excused then        | grant; want 9; say a; begin a; sound a; late; speak hm1; done | ask:a sounds (a ~ cancel:a wait:voice ask:hm1 ! (hm1 ~ ) sorry ask:sorry
      the next sounds         | grant; want 9; say a; say b; begin a; sound a; begin b; sound b; late | ask:a sounds (a ~ ask:b sounds cancel:a ! (b ~
      given up                | grant; want 9; say a; begin a; late; late; late            | ask:a wait:voice ask:hm1 wait:voice cancel:hm1 ask:hm0 wait:voice cancel:hm0 cancel:a cancel-agent sorry:voice ask:sorry
      given up on the agent   | grant; want 9; late; over hm1; late; over hm0; late; speak sorry | wait:agent ask:hm1 wait:agent ask:hm0 wait:agent cancel-agent sorry:agent ask:sorry (sorry ~ ) complete
      given up in mid-sentence | grant; want 9; late; over hm1; late; over hm0; say a; begin a; sound a; late | wait:agent ask:hm1 wait:agent ask:hm0 ask:a sounds (a ~ cancel:a wait:voice cancel-agent sorry:voice ask:sorry !
      given up and excused    | grant; want 9; late; over hm1; late; over hm0; say a; begin a; sound a; late; speak sorry | wait:agent ask:hm1 wait:agent ask:hm0 ask:a sounds (a ~ cancel:a wait:voice cancel-agent sorry:voice ask:sorry ! (sorry ~ ) complete
      given up once           | grant; want 9; late; over hm1; late; over hm0; late; late; over sorry | wait:agent ask:hm1 wait:agent ask:hm0 wait:agent cancel-agent sorry:agent ask:sorry wait:voice complete
      what waits is dropped   | grant; want 9; say a; use t; say b; late; late; late; over sorry | ask:a wait:voice ask:hm1 wait:voice cancel:hm1 ask:hm0 wait:voice cancel:hm0 cancel:a cancel-agent sorry:voice ask:sorry complete
      nobody waits            | grant; want 2; say a; begin a; sound a; late               | ask:a sounds (a ~
      """)
  void wordsFillAWait(String name, String script, String expected) {
    run(script);
    assertThat(log.toString()).isEqualTo(expected);
  }

  @Test
  void aCallerWaitsAsLongAsTheGrantSaysAndThenAsLongAsTheFillerSays() {
    run("want 9");
    assertThat(timer).as("nobody has asked yet").isEmpty();
    run("grant");
    assertThat(timer).contains(Duration.ofSeconds(3));
    run("say a; begin a");
    assertThat(timer).contains(Duration.ofSeconds(3));
    run("sound a");
    assertThat(timer).as("sound was given").contains(Duration.ofSeconds(1));
    run("late");
    assertThat(timer).contains(Duration.ofSeconds(1));
  }

  @Test
  void onlySoundEndsAWait() {
    run("grant; want 9; say a; begin a; end a");
    assertThat(log.toString()).isEqualTo("ask:a (a )");
    assertThat(timer).contains(Duration.ofSeconds(3));
  }

  @Test
  void theAgentSpeaksBySentencesAlone() {
    run("grant; want 9; use t; over t; give-way");
    assertThat(spoke).isZero();
    run("say a; speak a; say b");
    assertThat(spoke).isEqualTo(2);
  }

  @Test
  void whereNobodyWaitsNothingIsTimed() {
    run("grant; say a; begin a; sound a");
    assertThat(timer).isEmpty();
    run("want 2");
    assertThat(timer).isEmpty();
    run("want 1");
    assertThat(timer).contains(Duration.ofSeconds(1));
  }

  @Test
  void withoutFillersNobodyIsGivenUp() {
    fillersLeft = 0;
    sequencer = new ReplySequencer(streams, mouth, waits, Filler.none());
    run("grant; want 9; late; late; say a; speak a; done");
    assertThat(log.toString()).isEqualTo("wait:agent wait:agent ask:a sounds (a ~ ) complete");
  }

  @Test
  void anAgentIsReadUntilMuchIsUnsaid() {
    for (int n = 1; n <= 65; n++) {
      run("say s" + n);
      assertThat(agentAsked).as("%d sentences", n).isEqualTo(n < 65);
      agentAsked = false;
    }
    run("grant; want 9; speak s1");
    assertThat(agentAsked).isTrue();
  }

  @Test
  void aVoiceThatTellsMuchBeforeItsFirstSoundIsReadUpToALimit() {
    run("grant; want 1000; say a");
    for (int n = 1; n < ReplySegment.MAX_UNHEARD; n++) {
      run("begin a");
      assertThat(log.toString()).isEqualTo("ask:a");
    }
    run("begin a");
    assertThat(log.toString()).isEqualTo("ask:a (a");
    run("begin a");
    assertThat(log.toString()).isEqualTo("ask:a (a (a");
    run("sound a");
    assertThat(log.toString()).hasSize(5 + 3 * 513 + 9).endsWith("(a ~");
  }

  // ---- anything in any order

  private boolean walking;
  private String open = "";
  private int lastSentence;
  private int sentences;
  private int heard;
  private int excused;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void eachSentenceIsHeardOnceAtMostInOrderAndTheReplyComesToItsEnd(long seed) {
    walk(new Random(seed), 1_000_000);
    assertThat(heard).isGreaterThan(1000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aReplyThatIsGivenUpIsExcusedOnce(long seed) {
    walk(new Random(seed), 1);
    assertThat(excused).isGreaterThan(100);
  }

  private void walk(Random random, int fillers) {
    for (int reply = 0; reply < 300; reply++) {
      fresh(fillers);
      for (int n = 0; n < 200; n++) {
        anything(random);
        assertThat(voices.values().stream()
                .filter(voice -> voice.name.startsWith("s") && !voice.over)
                .count())
            .as("one is ahead at most")
            .isLessThanOrEqualTo(2);
      }
      run("grant; done");
      for (int n = 0; n < 5000 && !closed; n++) {
        step("want", "9");
        List.copyOf(voices.values()).forEach(voice -> advance(voice, random));
      }
      assertThat(closed).as(log.toString()).isTrue();
      assertThat(open).isEmpty();
      int apologies = log.toString().split("ask:sorry", -1).length - 1;
      assertThat(apologies).as(log.toString()).isLessThanOrEqualTo(1);
      excused += apologies;
    }
  }

  private void fresh(int fillers) {
    walking = true;
    log.setLength(0);
    voices.clear();
    demand = 0;
    agentDone = closed = false;
    timer = Optional.empty();
    fillersLeft = fillers;
    open = "";
    lastSentence = 0;
    sentences = 0;
    sequencer = new ReplySequencer(
        streams, mouth, waits, new Filler(Duration.ofSeconds(1), List.of("hm"), 2));
  }

  private void anything(Random random) {
    if (closed || agentDone) {
      return;
    }
    switch (random.nextInt(16)) {
      case 0, 1 -> step("say", "s" + ++sentences);
      case 2 -> step("retract", String.valueOf(random.nextInt(3)));
      case 3 -> step("use", "t" + ++sentences);
      case 4, 5 -> step("want", String.valueOf(random.nextInt(4)));
      case 6 -> step("late", "");
      case 7 -> step("grant", "");
      default -> {
        if (!voices.isEmpty()) {
          List<Voice> all = List.copyOf(voices.values());
          advance(all.get(random.nextInt(all.size())), random);
        }
      }
    }
  }

  private void advance(Voice voice, Random random) {
    if (voice.over || !voice.pulled) {
      return;
    }
    int dice = random.nextInt(8);
    if (voice.pieces++ == 0) {
      step(dice == 0 ? "over" : "begin", voice.name);
    } else if (dice == 0) {
      step("break", voice.name);
    } else {
      step(dice < 4 ? "end" : "sound", voice.name);
    }
  }

  /** Segments do not mix, and sentences keep their order. */
  private void check(TtsPiece piece) {
    if (!walking) {
      return;
    }
    if (piece instanceof TtsPiece.SegmentBegins begins) {
      assertThat(open).as("before " + begins.words()).isEmpty();
      open = begins.words();
      if (open.matches("s[0-9]+")) {
        int number = Integer.parseInt(open.substring(1));
        assertThat(number).isGreaterThan(lastSentence);
        lastSentence = number;
        heard++;
      }
    } else if (piece instanceof TtsPiece.Sound) {
      assertThat(open).isNotEmpty();
    } else {
      open = "";
    }
  }

  private void run(String script) {
    for (String step : script.split("; ")) {
      String[] words = step.split(" ");
      step(words[0], words.length > 1 ? words[1] : "");
    }
  }

  private void step(String what, String name) {
    switch (what) {
      case "grant" -> {
        sequencer.allow(new TurnCommitted(Tools.none(), Duration.ofSeconds(3)));
        sequencer.serve();
      }
      case "want" -> {
        demand += Integer.parseInt(name);
        sequencer.serve();
      }
      case "say" -> part(new Part.Say(name));
      case "use" -> part(new Part.UseTool(name, Map.of()));
      case "fail" -> part(new Part.Failed(FAILURE));
      case "give-way" -> part(new Part.GaveWay(FAILURE));
      case "retract" -> part(new Part.Retract(Integer.parseInt(name)));
      case "done" -> {
        agentDone = true;
        sequencer.serve();
      }
      case "late" -> {
        timer = Optional.empty();
        sequencer.waited();
      }
      case "speak" -> {
        step("begin", name);
        step("sound", name);
        step("end", name);
      }
      case "begin" -> voices.get(name).give(new TtsPiece.SegmentBegins(name));
      case "sound" -> voices.get(name).give(SOUND);
      case "end" -> {
        voices.get(name).give(new TtsPiece.SegmentEnds());
        step("over", name);
      }
      case "break" -> {
        voices.get(name).give(new TtsPiece.SegmentBreaks());
        step("over", name);
      }
      case "over" -> {
        voices.get(name).over = true;
        sequencer.ended(voices.get(name).segment);
      }
      default -> throw new AssertionError(what);
    }
  }

  private void part(Part part) {
    sequencer.arrived(part);
    sequencer.serve();
  }
}
